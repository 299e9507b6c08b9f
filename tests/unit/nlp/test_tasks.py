"""Work for colleagues: put down for one, given out to several under a heading, or said to whom it concerns."""

import pytest

from tests.unit.nlp.talk import read, short

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "said",
    [
        "给李娜挂个任务 周五下班前 华星的对账单交我",
        "给李娜记一笔活儿，华星的样品周五下班前寄到",
        "给李娜留个作业：华星的用量周五下班前统计出来",
        "丢个活给李娜，华星的报价单周五下班前出一版",
        "任务记给李娜，华星的备件清单，周五下班前弄好",
        "交给李娜：华星的合同周五下班前盖好章",
        "李娜，华星的检测报告周五下班前寄出去",
        "李娜你辛苦一下，华星的证书周五下班前扫描发我",
        "华星那边安排李娜去摸个底，周五下班前给我结果，建个任务给她",
    ],
)
def test_one_is_given_work(said: str) -> None:
    assert short(read(said)) == "task.assign customer=华星 to=李娜 due=11-20T18:00"


@pytest.mark.parametrize(
    "said",
    [
        "安排两件事：李娜周五前把华星的方案赶出来；王强给远航配一份资料包，周四上午要",
        "分下工：李娜负责华星的方案，周五前；王强负责远航的图纸，周四上午给我",
        "这周活儿这么分 李娜把华星的标书周五前改完 王强周四上午去远航收尾款",
        "两个任务：1、李娜周五前摸清华星的用量；2、王强周四上午去远航送样机",
        "布置一下：李娜去华星把合同拿回来，周五前；王强把远航的账对清楚，周四上午",
    ],
)
def test_several_are_given_work_under_one_heading(said: str) -> None:
    first, second = "task.assign customer=华星 to=李娜 due=11-20", "task.assign customer=远航 to=王强 due=11-19T09:00"
    reading = read(said)
    assert [draft.command for draft in reading.drafts] == ["task.assign", "task.assign"]
    assert short(reading).replace("11-20T09:00", "11-20") == f"{first} | {second}"
    assert not any(word in str(reading.drafts[0].slots["text"]) for word in ("安排", "分下工", "任务", "布置", "活儿"))


@pytest.mark.parametrize(
    ("said", "own"),
    [
        (
            "派给李娜：周五下班前问清华星换不换机。我自己下周一早上八点半开区会，也提醒我一下",
            "reminder.add at=11-23T08:30",
        ),
        ("李娜周五下班前把华星的标书改完交我。另外我周四下午三点去上会，也喊我一声", "reminder.add at=11-19T15:00"),
    ],
)
def test_what_the_speaker_plans_is_no_part_of_it(said: str, own: str) -> None:
    assert short(read(said)) == f"task.assign customer=华星 to=李娜 due=11-20T18:00 | {own}"


def test_an_order_beside_another_has_no_time_of_it() -> None:
    said = "下周三下午三点去华星，提前一小时喊我。另外让李娜把参数表备好"
    assert short(read(said)) == "reminder.add customer=华星 at=11-25T14:00 | task.assign customer=华星 to=李娜"


@pytest.mark.parametrize(
    "said",
    [
        "今天给李娜派了个活，她还没弄完",
        "安排了两件事，李娜都办妥了",
        "李娜昨天把华星的样品寄出去了",
        "李娜，你周五前有空吗",
        "任务太多了根本干不完",
        "李娜，华星周五前的货都发了",
    ],
)
def test_what_is_told_or_asked_is_no_work(said: str) -> None:
    assert not [draft for draft in read(said, group=True).drafts if draft.command == "task.assign"]


@pytest.mark.parametrize(
    "said",
    [
        "李娜，华星的装箱单你跟一下，周五下班前交给王强",
        "周五下班前喊下李娜把华星的图补了",
        "李娜周五下班前去华星拉样品，任务挂她头上",
        "辛苦李娜把华星的清单发出去，周五下班前",
        "叫李娜抽空给华星打个电话，周五下班前",
        "李娜那边派一下，华星的疫苗箱，周五下班前送到",
        "李娜，周五下班前把华星的偏离表交上来，机器人记一下任务",
    ],
)
def test_work_goes_on_over_clauses(said: str) -> None:
    assert short(read(said)) == "task.assign customer=华星 to=李娜 due=11-20T18:00"


def test_two_colleagues_are_called_on() -> None:
    said = "李娜，华星的资料周五下班前交；王强，远航的报价周五上午前给出来"
    assert short(read(said)).split(" | ") == [
        "task.assign customer=华星 to=李娜 due=11-20T18:00",
        "task.assign customer=远航 to=王强 due=11-20T09:00",
    ]


def test_who_tells_of_a_party_takes_nothing_back() -> None:
    assert "undo" not in short(read("哈哈，李娜我昨晚就没喝多少，是他们灌的，不算数"))
