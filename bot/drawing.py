"""Pictures: charts drawn as PNG in a process of their own, which starts with the first one.

Nothing is loaded from elsewhere: the font is a package's, the drawing a library's. A chart always gives the same
picture. What cannot be drawn in time is left out: the words that go with it say all.
"""

import asyncio
import json
import multiprocessing
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, Final

import structlog

from commands.message import Chart

SECONDS: Final = 5.0
"""After which a letter goes without its picture."""
WIDTH, HEIGHT, SCALE = 380, 210, 3
MOST: Final = 40
"""Labels of a chart at most; more could not be read on a phone."""
LEVEL: Final = 7
FONT: Final = "Noto Sans SC"
GRAMMAR: Final = "5.20"  # the version of Vega-Lite
_COLOURS: Final = ("#c3cad5", "#2f6fed", "#f0a020", "#20a070")
_INK: Final = "#3c4350"
log = structlog.get_logger(__name__)


class Drawing:
    """Draws charts; `seconds` is how long a letter waits for one."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._pool: ProcessPoolExecutor | None = None

    async def draw(self, chart: Chart) -> bytes | None:
        """The picture; None where it could not be drawn in time."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._seconds):
                return await loop.run_in_executor(self._workers(), draw, chart)
        except TimeoutError:
            log.warning("a chart took too long")
            self.close()
        except (BrokenProcessPool, OSError, ValueError) as trouble:
            log.warning("a chart was not drawn", fault=type(trouble).__name__)
            self.close()
        return None

    def close(self) -> None:
        """Ends the process that draws; the next chart starts another."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        for process in list((pool._processes or {}).values()):
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)

    def _workers(self) -> ProcessPoolExecutor:
        if self._pool is None:
            spawning = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=spawning, initializer=_begin)
        return self._pool


def draw(chart: Chart) -> bytes:
    """The chart as a PNG; ValueError where it cannot be drawn."""
    import vl_convert  # holds the interpreter while it draws: only ever in the process that is for that

    png: bytes = vl_convert.vegalite_to_png(
        json.dumps(spec(chart), allow_nan=False), scale=SCALE, vl_version=GRAMMAR, allowed_base_urls=[]
    )
    return png


def spec(chart: Chart) -> dict[str, Any]:
    """The chart in the words of Vega-Lite; its numbers stand above the bars."""
    labels = _told_apart(chart.labels[:MOST])
    values = [
        {"label": label, "series": series.name, "value": value}
        for series in chart.series
        for label, value in zip(labels, series.values, strict=False)
    ]
    bars = chart.kind == "bar"
    x = {"field": "label", "type": "nominal", "sort": list(labels), "title": None, "axis": _labelled(len(labels))}
    y = {"field": "value", "type": "quantitative", "title": None, "axis": {"tickMinStep": 1, "tickCount": 4}}
    names = [series.name for series in chart.series]
    colour = {
        "field": "series",
        "type": "nominal",
        "sort": names,
        "scale": {"domain": names, "range": list(_COLOURS[: len(names)] if len(names) > 1 else _COLOURS[1:2])},
        "legend": {"title": None, "orient": "top"} if len(names) > 1 else None,
    }
    beside = {"xOffset": {"field": "series", "sort": names}} if bars and len(names) > 1 else {}
    mark = {"type": "bar", "cornerRadiusEnd": 3} if bars else {"type": "line", "point": True}
    above = {"text": {"field": "value"}, "detail": {"field": "series"}}
    numbers = (
        [{"mark": {"type": "text", "dy": -8, "color": _INK}, "encoding": above}] if bars and len(values) <= MOST else []
    )
    return {
        "title": {"text": chart.title, "anchor": "start", "fontSize": 16},
        "width": WIDTH,
        "height": HEIGHT,
        "background": "white",
        "padding": 12,
        "data": {"values": values},
        "encoding": {"x": x, "y": y, **beside},
        "layer": [{"mark": mark, "encoding": {"color": colour}}, *numbers],
        "config": {"font": FONT, "view": {"stroke": None}, "axis": {"labelColor": _INK, "gridColor": "#e8ebf0"}},
    }


def _told_apart(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Two of the same name stay two."""
    before = [labels[:place].count(label) for place, label in enumerate(labels)]
    return tuple(f"{label} {count + 1}" if count else label for label, count in zip(labels, before, strict=True))


def _labelled(count: int) -> dict[str, Any]:
    """Names stand level while there is room, else aslant."""
    level = {"labelAngle": 0} if count <= LEVEL else {"labelAngle": -45}
    return {**level, "labelFontSize": 12, "labelLimit": 90, "grid": False}


def _begin() -> None:
    """Makes the Chinese font known; whoever ends the program ends this process by itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import vl_convert
    from pylopdf_fonts_zh_cn import sans_path

    vl_convert.register_font_directory(str(Path(sans_path()).parent))
