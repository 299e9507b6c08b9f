"""What people also call a customer: 云图科技又叫小云, understood in the next message."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from commands.catalogue import Command, Slot, Subject
from commands.context import Context, say
from commands.errors import Refused
from commands.message import Reply
from commands.naming import without_numbers
from commands.parties import namesakes, reached
from nlp.grammar import Phrase
from store import names
from store.tables import Alias


@dataclass(frozen=True, kw_only=True, slots=True)
class AddAlias:
    """Another name for a customer beside its own."""

    customer: Annotated[UUID, Slot("customer", ask=True)]
    name: Annotated[str, Slot("name", ask=True)] = ""


LONGEST = 20
_EDGES = " \t\n,，。.;；:：!！?？“”\"'《》「」"


def add(command: AddAlias, context: Context) -> Reply:
    """The customer goes by this name too; one that another customer bears is refused."""
    customer = reached(context, command.customer)
    context.state.customer = customer.id
    name = without_numbers(command.name).strip(_EDGES)
    if not 1 < len(name) <= LONGEST:
        raise Refused("refused.alias", customer=customer.short)
    known = names.aliases(context.tx, context.workspace, (customer.id,)).get(customer.id, [])
    if name in (customer.name, *known):
        raise Refused("refused.alias_same", customer=customer.short, name=name)
    other = next((row for row in namesakes(context, name) if row.id != customer.id), None)
    if other is not None:
        raise Refused("refused.alias_taken", name=name, other=other.name)
    context.unit.add(Alias, customer_id=customer.id, name=name)
    return Reply(lines=(say("alias.added", customer=customer.short, name=name),))


SUBJECT = Subject(
    name="customer_alias",
    title=("别名", "Other names of customers"),
    commands=(
        Command(
            name="customer.alias",
            type=AddAlias,
            handler=add,
            title=("加别名", "Add another name"),
            slash=("别名", "alias"),
            phrases=(
                Phrase("{customer}[我们](又叫|也叫|还叫|别名叫|别名是|别名|简称|简称叫|俗称){name}", weight=3.6),
                Phrase("(给|帮){customer}(加个别名|加别名|起个别名)[叫|:]{name}", weight=3.6),
                Phrase("{customer}(also known as|aka|alias){name}", weight=3.6),
            ),
            examples=("华星又叫星仔",),
            examples_en=("Acme aka Star",),
        ),
    ),
    sentences={
        "alias.added": ("✏️ {customer}又叫{name}，现在就认得", "✏️ {customer} is known as {name}, too"),
        "what.customer.alias": ("别名", "the other name"),
        "refused.alias": (
            "没看懂别名，没加。这样说：{customer}又叫××",
            "I did not get the name. Say: {customer} aka …",
        ),
        "refused.alias_same": ("{customer}本来就叫{name}", "{customer} is called {name} already"),
        "refused.alias_taken": (
            "{name}是{other}的名字，没加，免得弄混",
            "{name} is {other}'s name; not added",
        ),
    },
)
