"""Times as the regions say them, and words that only look like them."""

import pytest

from nlp.times import find_times
from tests.unit.nlp.talk import NOW

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("夜儿个后晌", "11-17 15:00"),
        ("夜黑", "11-17 20:00"),
        ("今儿前晌", "11-18 09:00"),
        ("明儿清起来八点半", "11-19 08:30"),
        ("后儿过晌四点", "11-20 16:00"),
        ("今儿黑价", "11-18 20:00"),
        ("傍黑六点", "11-18 18:00"),
        ("明个儿头晌", "11-19 09:00"),
        ("下半天四点", "11-19 16:00"),
        ("明朝早浪向九点", "11-19 09:00"),
        ("琴日晏晝", "11-17 15:00"),
        ("聽朝九點", "11-19 09:00"),
        ("后日下昼", "11-20 15:00"),
        ("下个拜三", "11-25 00:00"),
        ("三个字之后", "11-18 16:55"),
        ("两点三个字", "11-19 14:15"),
        ("元月5号上午", "01-05 09:00"),
        ("年初八", "02-13 00:00"),
        ("年廿八", "02-04 00:00"),
        ("月尾", "11-30 00:00"),
        ("跨年夜", "12-31 00:00"),
        ("圣诞夜", "12-24 00:00"),
        ("明们儿上午", "11-19 09:00"),
        ("后朝上昼十点", "11-20 10:00"),
        ("明格早上", "11-19 09:00"),
        ("晚夕八点", "11-18 20:00"),
        ("晌后四点", "11-19 16:00"),
        ("听日收工前", "11-19 18:00"),
        ("明天快下班的时候", "11-19 18:00"),
        ("后儿下晚", "11-20 18:00"),
        ("明天赶早", "11-19 09:00"),
        ("月底28号", "11-28 00:00"),
        ("12月21号（冬至前一天）中午", "12-21 12:00"),
    ],
)
def test_a_regions_words(said: str, meant: str) -> None:
    (span,) = find_times(said, NOW, "future")
    assert span.text == said
    assert span.start is not None
    assert span.start.strftime("%m-%d %H:%M") == meant


@pytest.mark.parametrize(
    "said",
    [
        "圣诞果篮",
        "中秋节礼盒",
        "国庆大促",
        "擦黑板",
        "打断黑客攻击",
        "钢琴日常维护",
        "说明个人情况",
        "连夜儿童票",
        "明朝家具",
        "50元月卡",
        "改三个字",
        "过午餐",
        "说明格式",
        "前一日的报价",
        "提出两点修改意见",
    ],
)
def test_what_only_looks_like_one(said: str) -> None:
    assert [span for span in find_times(said, NOW, "future") if span.grain != "duration"] == []


def test_some_other_day_is_no_tomorrow() -> None:
    (span,) = find_times("赶明儿再说", NOW, "future")
    assert span.vague
