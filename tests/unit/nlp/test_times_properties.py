"""What holds for any text: no error, true offsets, the same answer twice."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.times import Sides, find_times

pytestmark = pytest.mark.unit

ZONE = ZoneInfo("Asia/Shanghai")
# fmt: off
WORDS = [
    "今天", "明", "后天", "下周", "上", "这", "本", "个", "月", "年", "日", "号", "周", "星期", "礼拜", "一",
    "二", "三", "十", "廿", "两", "半", "几", "0", "1", "2", "30", "12", "2026", "99999", "点", "时", "分",
    "刻", "秒", "钟", "整", "差", "前", "后", "内", "之", "到", "至", "-", "~", ".", ":", "/", "。", "，",
    "每", "隔", "工作日", "小时", "天", "早", "晚", "上午", "下午", "凌晨", "中午", "季度", "底", "初", "中",
    "旬", "末", "第", "最后", "国庆", "春节", "节", "除夕", "冬至", "农历", "腊月", "正月", "初八", "提前",
    "过", "最近", "未来", "待会儿", "改天", "提醒", "张总", "pm", "am", "dec", "next", "fri", "2月30号",
    "25点", "《", "》", "（", "）", "万", "元", "週", "點", "號", "１", "：",
]
# fmt: on
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
moments = st.integers(0, 100 * 365 * 24 * 60).map(
    lambda minutes: datetime(1990, 1, 1, tzinfo=ZONE) + timedelta(minutes=minutes)
)
sides = st.sampled_from([None, "past", "future"])


@settings(max_examples=300, deadline=None)
@given(texts, moments, sides)
def test_any_text_is_read(text: str, ref: datetime, prefer: str | None) -> None:
    """Spans lie in order inside the text, do not overlap, and end after they start."""
    spans = find_times(text, ref, prefer)
    edge = 0
    for span in spans:
        assert edge <= span.start_offset < span.end_offset <= len(text)
        assert text[span.start_offset : span.end_offset] == span.text
        assert span.start is None or span.start.tzinfo is ZONE
        assert span.start is None or span.end is None or span.start < span.end
        edge = span.end_offset
    assert find_times(text, ref, prefer) == spans


@settings(max_examples=300, deadline=None)
@given(texts, moments, st.permutations([None, "past", "future"]))
def test_sides_read_together_are_those_read_alone(text: str, ref: datetime, order: list[str | None]) -> None:
    """Whichever side is asked for first, each one's times are what they are by themselves."""
    together = Sides(text, ref)
    for prefer in order:
        assert together.on(prefer) == find_times(text, ref, prefer)


@settings(max_examples=100, deadline=None)
@given(moments, st.integers(1, 400))
def test_days_ahead_and_ago_are_even(ref: datetime, count: int) -> None:
    """N天后 and N天前 lie as far on either side of today."""
    (ahead,) = find_times(f"{count}天后", ref)
    (ago,) = find_times(f"{count}天前", ref)
    assert ahead.start is not None
    assert ago.start is not None
    assert ahead.start.date() - ref.date() == ref.date() - ago.start.date() == timedelta(days=count)


@settings(max_examples=100, deadline=None)
@given(moments, st.sampled_from("一二三四五六日"))
def test_weekdays_lie_on_their_side(ref: datetime, sign: str) -> None:
    """A bare weekday ahead is one of the next seven days, behind one of the last seven."""
    (ahead,) = find_times(f"周{sign}", ref, "future")
    (behind,) = find_times(f"周{sign}", ref, "past")
    assert ahead.start is not None
    assert behind.start is not None
    assert 0 < (ahead.start.date() - ref.date()).days <= 7
    assert 0 <= (ref.date() - behind.start.date()).days < 7
