"""People whose pages paint nothing: what of a crowd's waiting is the server's doing."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

from slipstream.ensemble.fixed_world import NARROW

STEP = 1e8
"""What a move adds to the public budget, dollars a year."""


def paintless(address: str, people: int, moves: int, every: float) -> list[float]:
    """Ask for the quick answers that as many pages in a drag ask for, each with a lever of its own.

    Returns
    -------
    list
        Milliseconds from each request to the end of its answer.
    """
    begun = time.monotonic() + every

    def one(person: int) -> list[float]:
        connection = HTTPConnection(urlsplit(address).netloc)
        taken = []
        for move in range(moves):
            # People do not keep step.
            time.sleep(max(begun + (move + person / people) * every - time.monotonic(), 0.0))
            levers = {"teams": 4 + person / 1000, "public_budget": STEP * (1 + move)}
            body = json.dumps({"draws": NARROW, "levers": levers})
            start = time.monotonic()
            connection.request("POST", "/api/simulate", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{address} answered {answer.status}")
            taken.append(1000 * (time.monotonic() - start))
        connection.close()
        return taken

    with ThreadPoolExecutor(people) as pool:
        return [each for taken in pool.map(one, range(people)) for each in taken]
