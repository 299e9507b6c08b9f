"""Sending through the app: what people see on the fake platform, limits, cards that change in place, files, names."""

import time
from pathlib import Path
from typing import Any

import pytest

from commands.message import Attachment, DeliveryError, File
from tests.integration.adapters.wecom.app_world import PNG, World, world

pytestmark = pytest.mark.integration
PICTURE = File(id="picture", name="漏斗.png", kind="image")
PAPER = File(id="paper", name='报价"单".xlsx')


async def refused(it: World, *lines: str, **more: Any) -> DeliveryError:
    with pytest.raises(DeliveryError) as raised:
        await it.door.send(it.letter(*lines, **more))
    return raised.value


async def test_a_card_is_known_by_its_task_id() -> None:
    async with world() as it:
        letter = it.letter("✅ 云图 · 拜访吴昊", "⏰ 周三", buttons=("撤销", "看客户"))
        sent = await it.door.send(letter)
        (shown,) = it.fake.messages
        assert sent.message_id == shown.task_id == letter.id
        assert (shown.to, shown.text, shown.buttons) == ("zhang", "✅ 云图 · 拜访吴昊\n⏰ 周三", ("撤销", "看客户"))


async def test_a_text_is_known_by_its_message_id() -> None:
    async with world() as it:
        sent = await it.door.send(it.letter("好的"))
        assert sent.message_id.startswith("m")
        assert it.fake.texts == ["好的"]


async def test_a_refused_card_becomes_numbered_text() -> None:
    """A card needs the callback address to be set at WeCom."""
    async with world() as it:
        it.fake.callback_set = False
        sent = await it.door.send(it.letter("✅ 云图", buttons=("撤销", "看客户"), undo=38, files=(PICTURE,)))
        assert it.fake.texts == ["✅ 云图\n[撤销] [看客户]\n不对？回“撤销 38”", ""]
        assert sent.message_id.startswith("m")


async def test_a_refused_card_behind_long_words_leaves_them() -> None:
    async with world() as it:
        it.fake.callback_set = False
        lines = ("云图数据", *("聊了报价，想要三年期，问能不能送一年维保" for _ in range(12)))
        await it.door.send(it.letter(*lines, buttons=("记跟进",)))
        assert it.fake.texts == ["\n".join(lines), "[记跟进]"]


async def test_after_a_refused_card_a_second_try_goes_on_with_text() -> None:
    async with world() as it:
        it.fake.callback_set = False
        letter = it.letter("✅ 云图", buttons=("撤销",), files=(PICTURE,))
        it.fake.fail("media/upload", "500")
        with pytest.raises(DeliveryError):
            await it.door.send(letter)
        it.fake.callback_set = True
        await it.door.send(letter)
        assert [each.kind for each in it.fake.messages] == ["text", "image"]


async def test_a_card_changes_in_place_once_a_code() -> None:
    async with world() as it:
        sent = await it.door.send(it.letter("⏰ 该跟云图了", buttons=("完成", "明天")))
        again = await it.door.send(it.letter("✅ 完成：云图", buttons=("撤销",), replaces=sent.message_id))
        assert again.message_id == sent.message_id
        assert [(each.text, each.buttons) for each in it.fake.messages] == [("✅ 完成：云图", ("撤销",))]
        await it.door.send(it.letter("第三次", buttons=("撤销",), replaces=sent.message_id))
        assert [each.text for each in it.fake.messages] == ["✅ 完成：云图", "第三次"]
        assert it.fake.count("message/update_template_card") == 1


async def test_a_press_brings_a_fresh_code() -> None:
    async with world() as it:
        sent = await it.door.send(it.letter("⏰ 该跟云图了", buttons=("完成",)))
        await it.door.send(it.letter("改一", buttons=("完成",), replaces=sent.message_id))
        code = it.fake.code_for(sent.message_id)
        await it.call(it.calls.press(it.fake.messages[0].keys[0], task=sent.message_id, code=code, at=time.time()))
        await it.door.send(it.letter("改二", buttons=("撤销",), replaces=sent.message_id))
        assert [each.text for each in it.fake.messages] == ["改二"]


async def test_a_code_that_has_ended_is_not_tried_and_one_used_elsewhere_falls_back() -> None:
    async with world() as it:
        sent = await it.door.send(it.letter("⏰ 该跟云图了", buttons=("完成",)))
        it.fake.codes.clear()
        await it.door.send(it.letter("✅ 完成", buttons=("撤销",), replaces=sent.message_id))
        assert [each.text for each in it.fake.messages] == ["⏰ 该跟云图了", "✅ 完成"]
        other = await it.door.send(it.letter("⏰ 该跟远航了", buttons=("完成",)))
        it.pass_time(72 * 3600 + 1)
        calls = it.fake.count("message/update_template_card")
        await it.door.send(it.letter("✅ 完成远航", buttons=("撤销",), replaces=other.message_id))
        assert it.fake.texts[-1] == "✅ 完成远航\n撤销"
        assert it.fake.count("message/update_template_card") == calls


async def test_where_the_answer_has_no_buttons_the_old_ones_go() -> None:
    async with world() as it:
        sent = await it.door.send(it.letter("⏰ 该跟云图了", buttons=("完成", "明天")))
        await it.door.send(it.letter("✅ 完成", replaces=sent.message_id))
        assert [(each.text, each.buttons) for each in it.fake.messages] == [("⏰ 该跟云图了", ("✓",)), ("✅ 完成", ())]


async def test_what_is_no_card_is_replaced_by_a_new_message() -> None:
    async with world() as it:
        sent = await it.door.send(it.letter("好的"))
        await it.door.send(it.letter("改好了", replaces=sent.message_id))
        assert it.fake.texts == ["好的", "改好了"]


async def test_pictures_are_pictures_and_papers_papers() -> None:
    async with world() as it:
        await it.door.send(it.letter("本周", files=(PICTURE, PAPER)))
        assert [each.kind for each in it.fake.messages] == ["text", "image", "file"]
        assert [each.data for each in it.fake.messages[1:]] == [PNG, b"a paper's bytes"]
        assert {each.name for each in it.fake.media.values()} == {"漏斗.png", "报价_单_.xlsx"}


async def test_a_large_picture_goes_as_a_file_and_a_larger_one_not_at_all() -> None:
    async with world(image_bytes=3_000_000, file_bytes=5_000_000) as it:
        it.files.files["picture"] = PNG + b"x" * 3_000_000
        await it.door.send(it.letter("本周", files=(PICTURE,)))
        assert [each.kind for each in it.fake.messages] == ["text", "file"]
        it.files.files["picture"] = PNG + b"x" * 5_000_000
        assert (await refused(it, files=(PICTURE,))).final


async def test_files_that_cannot_be_sent() -> None:
    async with world() as it:
        it.files.files["picture"] = b"x"
        assert (await refused(it, files=(PICTURE,))).final
        assert (await refused(it, files=(File(id="gone", name="x.png"),))).final
        assert (await refused(it)).final


async def test_who_cannot_be_reached() -> None:
    async with world() as it:
        nobody = await refused(it, "在吗", to="wang")
        assert (nobody.final, nobody.unreachable) == (True, True)
        it.fake.unlicensed.add("li")
        unlicensed = await refused(it, "在吗", to="li")
        assert (unlicensed.final, unlicensed.unreachable) == (True, False)
        assert it.fake.messages == []


async def test_a_person_named_invalid_in_a_good_answer_was_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeCom answers in small letters, and with an error code of 0 where others were reached."""
    async with world() as it:
        answer = {"errcode": 0, "invaliduser": "zhangwei", "msgid": "m1"}
        monkeypatch.setattr("adapters.wecom.fake_api.send", lambda *_: answer)
        nobody = await refused(it, "在吗", to="ZhangWei")
        assert (nobody.final, nobody.unreachable) == (True, True)


async def test_an_untrusted_address_is_for_the_admin() -> None:
    async with world() as it:
        it.fake.trusted = False
        error = await refused(it, "在吗", buttons=("好",))
        assert error.final
        assert "企业可信IP" in error.reason
        assert it.fake.count("message/send") == 1


async def test_limits_are_kept_before_wecom_drops_what_is_over() -> None:
    async with world() as it:
        for i in range(30):
            await it.door.send(it.letter(f"第{i}条"))
        held = await refused(it, "第30条")
        assert held.held
        assert 60 < (held.after or 0) <= 70
        await it.door.send(it.letter("别人的", to="li"))
        it.pass_time(held.after or 0)
        await it.door.send(it.letter("第30条"))
        assert it.fake.dropped == []
        assert it.fake.texts[-2:] == ["别人的", "第30条"]


async def test_the_hour_has_its_limit_too() -> None:
    async with world(person_per_hour=3) as it:
        for i in range(3):
            await it.door.send(it.letter(f"第{i}条"))
        assert 3600 < ((await refused(it, "第3条")).after or 0) <= 3610


async def test_a_long_digest_goes_on_where_it_was_held() -> None:
    async with world() as it:
        lines = tuple(f"{i:04d} 华星 A级 5天没跟，报价后没回音，今天该打个电话了" for i in range(900))
        sent = await it.deliver(it.letter(*lines))
        assert "\n".join(it.fake.texts) == "\n".join(lines)
        assert len(it.fake.messages) > 30
        assert it.fake.dropped == []
        assert sent.message_id


async def test_a_second_try_of_a_long_answer_sends_the_rest_and_marks_it() -> None:
    async with world(call_seconds=0.2) as it:
        lines = tuple(f"{i:04d} 华星 A级 5天没跟，报价后没回音" for i in range(200))
        letter = it.letter(*lines)
        it.fake.fail("message/send", "none", 2)
        it.fake.fail("message/send", "late")
        with pytest.raises(TimeoutError):
            await it.door.send(letter)
        assert len(it.fake.messages) == 3
        await it.door.send(it.letter(*lines, id=letter.id, repeat=True))
        texts = it.fake.texts
        assert texts[3] == f"（可能重复）{texts[2]}"
        assert "\n".join(texts[:3] + texts[4:]) == "\n".join(lines)


async def test_names() -> None:
    async with world() as it:
        assert await it.door.name_of("zhang") == "张伟"
        assert await it.door.name_of("li") == ""
        assert await it.door.name_of("nobody") == ""
        it.fake.people["wang"] = "wang"
        assert await it.door.name_of("wang") == ""


async def test_what_people_send_is_fetched_for_three_days() -> None:
    async with world() as it:
        picture = Attachment(kind="image", handle=it.fake.store("image", "1.jpg", PNG))
        assert await it.door.fetch(picture) == PNG
        it.pass_time(3 * 86_400 + 1)
        with pytest.raises(DeliveryError) as gone:
            await it.door.fetch(picture)
        assert gone.value.final


async def test_wecom_swallows_repeats_only_when_asked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    bodies: list[dict[str, Any]] = []

    def send(_: object, body: dict[str, Any]) -> dict[str, Any]:
        bodies.append(body)
        return {"msgid": "m1"}

    monkeypatch.setattr("adapters.wecom.fake_api.send", send)
    async with world() as it:
        await it.door.send(it.letter("在吗"))
    async with world(duplicate_seconds=1800) as it:
        await it.door.send(it.letter("在吗"))
    assert "enable_duplicate_check" not in bodies[0]
    assert (bodies[1]["enable_duplicate_check"], bodies[1]["duplicate_check_interval"]) == (1, 1800)


def test_the_rig_names_no_machine() -> None:
    assert "PATH" in Path(__file__).with_name("app_world.py").read_text("utf-8")
