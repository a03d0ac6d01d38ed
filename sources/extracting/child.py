"""The child process that reads bodies: frames on stdin, answers on stdout, an end when nobody asks any more.

A frame is a line of JSON {media_type, charset, length, seconds} and then `length` bytes; the answer is a line of JSON.
"""

import json
import logging
import os
import resource
import select
import sys
from typing import BinaryIO

from sources.extracting.reading import read

_IDLE_SECONDS = 120  # then its memory goes back to the machine; the next body starts a new one
_MEMORY = 256 * 1024 * 1024


def main() -> None:
    logging.disable(logging.CRITICAL)  # what was wrong with a body is told in the answer
    # Whatever a library prints must not stand between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # Of the data, not of addresses: libraries map far more than they use. macOS takes the limit and ignores it.
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    questions = sys.stdin.buffer
    while select.select([questions], [], [], _IDLE_SECONDS)[0]:
        answer = _answer(questions)
        if answer is None:
            return
        answers.write(answer)
        answers.flush()


def _answer(questions: BinaryIO) -> bytes | None:
    head = questions.readline()
    if not head:
        return None
    frame = json.loads(head)
    body = questions.read(frame["length"])
    if len(body) < frame["length"]:
        return None
    # So that it ends even if the one who waits for it was killed.
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime + frame["seconds"] + 2)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    extracted = read(body, frame["media_type"], frame["charset"])
    return json.dumps(extracted.as_json(), ensure_ascii=True).encode() + b"\n"


if __name__ == "__main__":
    main()
