"""Every example that help offers is understood as the command it stands for."""

import json
from io import StringIO
from pathlib import Path

import pytest

from bot.protocols import serve_understand
from commands.subjects import catalogue

pytestmark = pytest.mark.integration

WORLD = {
    "workspace": "演示",
    "members": [
        {"name": "陈晓明", "role": "rep"},
        {"name": "李娜", "role": "rep"},
        {"name": "王强", "role": "rep"},
        {"name": "周建国", "role": "admin"},
    ],
    "tags": ["重点客户", "待跟进"],
    "levels": ["A", "B", "C"],
    "customers": [
        {
            "name": "苏州华星科技有限公司",
            "aliases": ["华星"],
            "owner": "陈晓明",
            "contacts": [{"name": "张建平", "title": "总经理"}],
        },
        {
            "name": "杭州云图数据有限公司",
            "aliases": ["云图"],
            "owner": "陈晓明",
            "contacts": [{"name": "吴昊", "title": "CTO"}],
        },
    ],
}
NEEDS_CONTEXT = {"choose", "confirm", "cancel"}
EXAMPLES = [
    (command.name, example)
    for command in catalogue().by_name.values()
    if command.name not in NEEDS_CONTEXT
    for example in command.examples
]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_means_its_command(name: str, example: str, tmp_path: Path) -> None:
    world = tmp_path / "world.json"
    world.write_text(json.dumps(WORLD, ensure_ascii=False), encoding="utf-8")
    case = {"id": "1", "text": example, "chat": "private", "speaker": "陈晓明", "ref": "2026-11-18T10:00:00"}
    out = StringIO()
    serve_understand(world, iter([json.dumps(case, ensure_ascii=False) + "\n"]), out)
    answer = json.loads(out.getvalue())["expect"]
    assert name in [item.get("command") for item in answer], answer
