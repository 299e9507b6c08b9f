"""How somebody was met, told by whose house one was in and what was on the table; who is meant by a rare name."""

from dataclasses import replace

import pytest

from nlp.reading import Moment
from tests.unit.nlp.talk import NAMES, done, named, person, read, short

pytestmark = pytest.mark.unit

_RARE = replace(
    NAMES,
    contacts=(
        *NAMES.contacts,
        person("只爱萍", "华兴电梯有限公司", "财务"),
        person("来顺", "绿地物业管理有限公司", "主任"),
        person("阎大勇", "绿地建设集团有限公司", "厂长"),
    ),
)


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("赵刚带着司机到咱库房挑了两台叉车", "visit"),
        ("张总昨天来我们展厅看了样机", "visit"),
        ("赵刚上午上我这儿坐了坐，说运费月底给", "visit"),
        ("赵刚自己来门市把样机提走了", "visit"),
        ("打车到远航，门卫登记了半天，赵刚说先试一台", "visit"),
        ("赵刚那店我昨天去了，人多没聊上", "visit"),
        ("去济南找赵刚，他嫌运价高", "visit"),
        ("张总来我们公司开了个会，年单敲定了", "meeting"),
        ("跟张总在街边面馆对付了一口，他说秋后再定", "meal"),
        ("陪赵刚边吃边聊，叉车他要两台", "meal"),
        ("赵刚昨晚喝高了，拍着胸脯说年前定", "meal"),
        ("大排档里跟赵刚碰了三杯，运价松口了", "meal"),
        ("早饭是跟张总吃的，他说样机不急", "meal"),
        ("吃过早饭赵刚打过来，说运价太高", "call"),
        ("给远航的司机讲了一堂体验课，反应不错", "demo"),
        ("赵刚打电话说下周来咱公司把合同签了", "call"),
    ],
)
def test_a_house_or_a_table_tells_the_way(text: str, method: str) -> None:
    (draft,) = read(text).drafts
    assert (draft.command, draft.slots.get("method")) == ("followup.log", method)


@pytest.mark.parametrize("text", ["明天去济南找赵刚", "明天去远航找赵刚", "昨晚喝多了，头疼", "要不要来咱公司看看机器"])
def test_plans_and_parties_are_no_meeting(text: str) -> None:
    assert not read(text).drafts


@pytest.mark.parametrize(
    ("text", "customer", "contact"),
    [
        ("只姐说发票抬头要换", "华兴", "只爱萍"),
        ("跟老来通了电话，电梯再等两天", "绿地物业", "来顺"),
        ("姓阎的又嫌工期紧", "绿地建设", "阎大勇"),
        ("阎爷说图纸先放着", "绿地建设", "阎大勇"),
    ],
)
def test_a_known_person_of_a_rare_name(text: str, customer: str, contact: str) -> None:
    assert short(read(text, _RARE)).startswith(f"followup.log customer={customer} contact={contact}")


@pytest.mark.parametrize("text", ["老来催我，烦死了", "新来的采购姓阎的，人挺好"])
def test_words_like_a_rare_name_are_nobody(text: str) -> None:
    assert all(getattr(draft.slots.get("contact"), "known", None) is None for draft in read(text, _RARE).drafts)
    assert all("customer" not in draft.slots for draft in read(text, _RARE).drafts)


def test_who_came_about_at_last_is_told_of() -> None:
    assert [draft.command for draft in read("赵刚今天可算叫我进屋喝茶了，说车要两台").drafts] == ["followup.log"]


def test_what_to_keep_in_mind_for_a_day_is_a_reminder() -> None:
    assert [draft.command for draft in read("月底那天替我记着催张总回款").drafts] == ["reminder.add"]


def test_what_is_done_already_is_only_carried() -> None:
    (draft,) = read("张总说方案还行，我周五上午把改完的发过去").drafts
    assert isinstance(draft.slots.get("next_at"), Moment)
    assert "at" not in draft.slots


def test_the_one_who_is_put_in_place_brings_their_company() -> None:
    contact = next(each for each in NAMES.contacts if each.name == "张国强")
    before = done("followup.log", customer=named("华星"), contact=contact, note="催报价")
    assert short(read("是赵刚不是张总，我记串了", done=before)) == ("followup.log replaces customer=远航 contact=赵刚")
