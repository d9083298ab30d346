"""What a browser makes of a page, as far as the tests need it."""

from html.parser import HTMLParser

VOID = frozenset({"meta", "img", "source", "circle"})
ADDRESSES = frozenset({"src", "href", "srcset"})


class Reader(HTMLParser):
    """Reads a page; fails on a tag that is closed out of turn.

    Attributes
    ----------
    text
        Its words, without the marks that only tell where lines may break.
    language
        Of the whole page.
    alternatives
        Texts in place of pictures.
    hosts
        Addresses that are fetched from elsewhere.
    scripts
        How many there are.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.language, self.scripts = "", "", 0
        self.alternatives: list[str] = []
        self.hosts: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []
        self.text = self.text.replace("\N{WORD JOINER}", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given["lang"]
        if tag == "img":
            self.alternatives.append(given["alt"])
        self.scripts += tag == "script"
        addresses = [value for name, value in given.items() if name in ADDRESSES]
        self.hosts += [address for address in addresses if not address.startswith("data:")]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text += data
