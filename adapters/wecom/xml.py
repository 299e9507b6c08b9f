"""WeCom's XML, read without any declaration: wechatpy's reader takes a DTD, and trips over attributes and lists."""

from xml.parsers import expat

DEEPEST = 8


class BadXml(Exception):
    """The XML is broken, declares a document type, or is nested too deep."""


def fields(xml: bytes) -> dict[str, str]:
    """The texts of the root's children by name, stripped, the first of each; BadXml where it cannot be read.

    `<xml><MsgType><![CDATA[text]]></MsgType></xml>` gives `{"MsgType": "text"}`. What is nested deeper is left out.
    """
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.EntityDeclHandler = reader.refuse
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        raise BadXml from None
    return {name: "".join(pieces).strip() for name, pieces in reader.found.items()}


class _Reader:
    """Gathers the children's texts while the parser goes through."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}
        self._depth = 0
        self._open: list[str] | None = None

    def refuse(self, *_: object) -> None:
        raise BadXml

    def begin(self, name: str, _: object) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise BadXml
        self._open = None
        if self._depth == 2 and name not in self.found:
            self._open = self.found[name] = []

    def end(self, _: str) -> None:
        self._depth -= 1
        self._open = None

    def text(self, piece: str) -> None:
        if self._open is not None:
            self._open.append(piece)
