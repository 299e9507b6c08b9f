"""Renaming customers: the old name goes on being understood, and a name that another customer bears is asked about."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Button, Reply
from commands.naming import without_numbers
from commands.parties import namesakes, reached
from commands.reps.customer_view import ShowCustomer
from nlp.grammar import Phrase
from store import customers, names
from store.tables import Alias, Customer


@dataclass(frozen=True, kw_only=True, slots=True)
class RenameCustomer:
    """Another name for a customer; `sure`: though another customer is called so.

    `loosely`: the order did not speak of a name (把云图改成云图科技), so that only one like the old is taken for one.
    """

    customer: Annotated[UUID, Slot("customer", ask=True)]
    name: Annotated[str, Slot("name")] = ""
    loosely: bool = False
    sure: bool = False


EDGES = " \t\n,，。.;；:：!！?？“”\"'《》「」"


def rename(command: RenameCustomer, context: Context) -> Reply:
    """The new name; the old one stays as an alias."""
    customer = reached(context, command.customer)
    context.state.customer = customer.id
    name = without_numbers(command.name).strip(EDGES)
    if not name:
        raise Refused("refused.rename", customer=customer.short)
    if name == customer.name:
        raise Refused("refused.same", customer=customer.short, what=name)
    known = names.aliases(context.tx, context.workspace, (customer.id,)).get(customer.id, [])
    if command.loosely and not any(each in name for each in (customer.short, *known)):
        raise Refused("refused.rename", customer=customer.short)
    others = [row for row in namesakes(context, name) if row.id != customer.id]
    if others and not command.sure:
        return _another(command, others[0].id, others[0].name, context)
    context.unit.edit(Customer, customer.id).name = name
    for id, alias in customers.aliases(context.tx, context.workspace, customer.id).items():
        if alias in name or alias in customer.name:
            context.unit.edit(Alias, id).former = alias not in name
    if customer.name not in known:
        context.unit.add(Alias, customer_id=customer.id, name=customer.name, former=True)
    show = Button(label=say("button.customer"), command=ShowCustomer(customer=customer.id))
    return Reply(lines=(say("customer.renamed", old=customer.name, name=name),), buttons=(show,))


def _another(command: RenameCustomer, other: UUID, name: str, context: Context) -> Reply:
    """Somebody else bears the name: nothing is changed before it is said once more."""
    buttons = (
        Button(label=say("button.rename_still"), command=replace(command, sure=True)),
        Button(label=say("button.customer"), command=ShowCustomer(customer=other)),
    )
    return Reply(lines=(say("customer.taken", name=name),), buttons=buttons, private=not context.place.private)


SUBJECT = Subject(
    name="customer_rename",
    title=("改名", "Renaming customers"),
    commands=(
        Command(
            name="customer.rename",
            type=RenameCustomer,
            handler=rename,
            title=("客户改名", "Rename customer"),
            slash=("改名", "rename"),
            phrases=(
                Phrase(
                    "{customer}[的名字|的名称|公司|现在|已经|最近](改名字|改名|更名)[叫|为|成|到]{name}",
                    weight=3.6,
                ),
                Phrase("{customer}的(名字|名称|公司名)(改成|改为|改叫|换成){name}", weight=3.6),
                Phrase("(把|将){customer}(改名字|改名|更名)[叫|为|成|到]{name}", weight=3.6),
                Phrase("(把|将){customer}(改成|改为|改叫){name}", sets={"loosely": True}, weight=2.2, where="start"),
                Phrase("(rename){customer}(to|as){name}", weight=3.6),
            ),
            examples=("华星改名叫星河科技",),
        ),
    ),
    sentences={
        "customer.renamed": (
            "✏️ {old} 改名：{name}\n老名字还认得",
            "✏️ {old} is {name} now\nThe old name is still understood",
        ),
        "customer.taken": (
            "已经有一家{name}了，没改。还是要改成这个名字吗？",
            "There is a {name} already; nothing changed. Rename still?",
        ),
        "refused.rename": (
            "没看懂，没改。要改名就说：{customer}改名叫××",
            "I did not get that; nothing changed. To rename, say: rename {customer} to …",
        ),
        "what.customer.rename": ("改名", "the new name"),
        "button.rename_still": ("还是改", "Rename"),
    },
)
