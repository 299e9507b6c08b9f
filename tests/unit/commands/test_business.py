"""What a workspace starts with, and what it makes of it."""

import pytest

from commands.business import closed_stages

pytestmark = pytest.mark.unit


def test_a_sale_is_over_at_the_stages_that_say_so() -> None:
    assert closed_stages({}) == ("赢单", "输单")
    own = closed_stages({"stages": ["线索", "待成交", "已成交", "丢单"]})
    assert own == ("已成交", "丢单", "赢单", "输单")
