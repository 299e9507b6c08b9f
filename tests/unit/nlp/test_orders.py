"""Orders about tags, records and tasks, in the ways that people of many trades and regions give them."""

import pytest

from tests.unit.nlp.talk import named, read, short

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("华星 高意向 挂起", "customer=华星 tags=高意向"),
        ("远航也是高意向了，标一下", "customer=远航 tags=高意向"),
        ("华兴算VIP吧 帮忙tag下", "customer=华兴 tags=VIP"),
        ("华星、远航、华兴都归VIP 一起打上", "customers=华星+远航+华兴 tags=VIP"),
        ("先给挂个待跟进吧 华星 还有远航", "customers=华星+远航 tags=待跟进"),
        ("远航补上VIP 再来个高意向", "customer=远航 tags=VIP+高意向"),
        ("给远航标一下，就是高意向的客户那个", "customer=远航 tags=高意向"),
        ("新标签「过完年」，打给华星", "customer=华星 tags=过完年"),
        ("给华星整个新标签叫等审批", "customer=华星 tags=等审批"),
        ("VIP是：华星、远航，标上", "customers=华星+远航 tags=VIP"),
        ("pls mark ABC as VIP", "customer=ABC tags=VIP"),
    ],
)
def test_tags_are_put_on(said: str, meaning: str) -> None:
    assert short(read(said)) == f"tag.add {meaning}"


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("华星那个VIP的帽子摘了吧", "customer=华星 tags=VIP"),
        ("VIP这个标给远航撤下来", "customer=远航 tags=VIP"),
        ("华兴不再是高意向了", "customer=华兴 tags=高意向"),
        ("把华兴从高意向里划出去", "customer=华兴 tags=高意向"),
        ("untag VIP from ABC", "customer=ABC tags=VIP"),
    ],
)
def test_tags_are_taken_off(said: str, meaning: str) -> None:
    assert short(read(said)) == f"tag.remove {meaning}"


@pytest.mark.parametrize("said", ["华星 待跟进→VIP", "华星：待跟进改到VIP", "把华星的待跟进换成VIP"])
def test_one_tag_for_another(said: str) -> None:
    assert short(read(said)) == "tag.remove customer=华星 tags=待跟进 | tag.add customer=华星 tags=VIP"


def test_tags_in_pairs_are_an_order_each() -> None:
    assert short(read("华星VIP，远航待跟进，都打上")) == (
        "tag.add customer=华星 tags=VIP | tag.add customer=远航 tags=待跟进"
    )
    shown = (named("华星"), named("华兴"), named("远航"))
    assert short(read("头两家高意向，第三家待跟进，挂上", shown=shown)) == (
        "tag.add customers=华星+华兴 tags=高意向 | tag.add customer=远航 tags=待跟进"
    )


def test_picks_from_a_list_are_tagged() -> None:
    shown = (named("华星"), named("华兴"), named("远航"))
    assert short(read("1和3是VIP，标上", shown=shown)) == "tag.add customers=华星+远航 tags=VIP"
    assert short(read("除了第二个都打VIP", shown=shown)) == "tag.add customers=华星+远航 tags=VIP"
    assert short(read("除了华星都打VIP")).startswith("ask customer")


@pytest.mark.parametrize(
    "said",
    [
        "张国强把VIP的牌子摘了，说太扎眼",
        "赵刚说今年待跟进的单子先挂上，后面再结",
        "今天去VIP客户那儿了",
    ],
)
def test_what_somebody_else_does_is_no_order(said: str) -> None:
    assert not [draft for draft in read(said).drafts if draft.command.startswith("tag.")]


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        (
            "建一下：滨江口腔，founder柏青，13757166089，区域滨江",
            "customer.add new customer=滨江口腔 contact=柏青 title=founder phone=13757166089 region=滨江",
        ),
        (
            "加个客户：湖州康宁诊所，联系人是前台小敏13757166089",
            "customer.add new customer=湖州康宁诊所 contact=小敏 phone=13757166089",
        ),
        (
            "add a new client: Copper Lane Hotels, buyer Nadia Rahman, nadia@copper.example",
            "customer.add new customer=Copper Lane Hotels contact=Nadia Rahman title=buyer email=nadia@copper.example",
        ),
        (
            "远航联系人加一个财务BP俞敏13757166089",
            "contact.add customer=远航 contact=俞敏 title=财务BP phone=13757166089",
        ),
        (
            "华兴来了个IT主管叫谷雨，13757166089，存上",
            "contact.add customer=华兴 contact=谷雨 title=IT主管 phone=13757166089",
        ),
        ("远航仓库的聂小倩，电话13757166089", "contact.add customer=远航 contact=聂小倩 phone=13757166089"),
        ("华星调B", "customer.update customer=华星 level=B"),
        ("远航级别也提到A", "customer.update customer=远航 level=A"),
        ("华兴从C升到A", "customer.update customer=华兴 level=A"),
        ("张国强升CEO了，帮改下title", "customer.update customer=华星 contact=张国强 title=CEO"),
    ],
)
def test_records(said: str, meaning: str) -> None:
    assert short(read(said)) == meaning


def test_a_list_of_customers_gets_the_same_facts() -> None:
    assert short(read("把华星、远航都调成A级")) == (
        "customer.update customer=华星 level=A | customer.update customer=远航 level=A"
    )


def test_a_record_is_changed_beside_a_tale() -> None:
    told, record = read("跟刘敏吃饭，聊了年后的单子，她座机改成0571-87654321，帮我改咯").drafts
    assert (told.command, record.command) == ("followup.log", "customer.update")
    assert record.slots["contact"].name == "刘敏"  # type: ignore[union-attr]
    assert record.slots["phone"] == "057187654321"


def test_a_second_person_is_a_record_of_its_own() -> None:
    assert short(read("刘敏换手机了13757166089记下；新来个采购小冉13757166090，也加起")) == (
        "customer.update customer=华兴 contact=刘敏 phone=13757166089 | "
        "contact.add customer=华兴 contact=小冉 title=采购 phone=13757166090"
    )


def test_the_number_of_who_came_is_not_written_to_who_left() -> None:
    assert short(read("刘敏离职了，新采购叫谷雨，13757166089记一下")).endswith(
        "contact=谷雨 title=采购 phone=13757166089"
    )
    assert short(read("刘敏离职了，电话13757166089记一下")) == "ask contact"


@pytest.mark.parametrize(
    "said", ["跟赵刚要了他儿子电话13757166089，以后找他儿子", "赵刚发来一个号码13757166089，是货主的"]
)
def test_a_number_of_somebody_unnamed_is_asked_about(said: str) -> None:
    assert short(read(said)) == "ask contact"


@pytest.mark.parametrize(
    "said",
    [
        "张国强说他们评了A级企业，要求也高了",
        "赵刚说把信用等级调成A才能月结",
        "远航说新增客户要先打款",
        "远航的级别想提到A",
    ],
)
def test_what_a_customer_says_or_wishes_changes_no_record(said: str) -> None:
    assert not [draft for draft in read(said).drafts if draft.command.startswith(("customer.", "contact."))]


def test_somebody_new_without_a_number_is_only_told_of() -> None:
    reading = read("华兴新来的采购姓霍，头一回见没咋说话")
    assert not [draft for draft in reading.drafts if draft.command != "followup.log"]


@pytest.mark.parametrize(
    ("said", "to"),
    [
        ("@李娜 建个任务：华星竞品对比表，周五下班前", ["李娜"]),
        ("给李娜和王强各派一个：周五前把报表填完", ["李娜", "王强"]),
        ("李娜啊你下周二上午把各家的账拉张表给我", ["李娜"]),
        ("登记任务：由王强就远航一事出具书面意见，周五下班前提交", ["王强"]),
    ],
)
def test_a_task_for_each(said: str, to: list[str]) -> None:
    drafts = read(said).drafts
    assert [draft.command for draft in drafts] == ["task.assign"] * len(to)
    assert [draft.slots["to"].name for draft in drafts] == to  # type: ignore[union-attr]


@pytest.mark.parametrize("said", ["李娜明天去华星", "@李娜 你中午帮我带杯咖啡"])
def test_what_a_colleague_does_is_no_task(said: str) -> None:
    assert not [draft for draft in read(said).drafts if draft.command == "task.assign"]
