"""Puts one article on copydesk's queue and reads its result (Python, aio-pika).

    pip install aio-pika
    python ask_async.py amqp://guest:guest@localhost:5672/%2f story.txt
"""

import asyncio
import json
import pathlib
import sys
import uuid

import aio_pika


async def main(url: str, path: str) -> None:
    text = pathlib.Path(path).read_text(encoding="utf-8")
    async with await aio_pika.connect(url) as connection:
        # With confirms, publishing raises when no queue took the article.
        channel = await connection.channel(publisher_confirms=True, on_return_raises=True)

        # A queue of our own that gets a copy of every result; copydesk.results stays untouched.
        mine = await channel.declare_queue(exclusive=True)
        await mine.bind("copydesk.out", routing_key="#.result")

        article = aio_pika.Message(
            json.dumps({"id": path, "text": text}).encode(),
            message_id=str(uuid.uuid4()),
            content_type="application/json",
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        )
        articles = await channel.get_exchange("copydesk.in", ensure=False)
        await articles.publish(article, routing_key="acme.en.article", mandatory=True)
        try:
            result = await asyncio.wait_for(answer(mine, article.message_id), timeout=30)
        except asyncio.TimeoutError:
            sys.exit("no result within 30 s: does a worker run, and is the article in quarantine?")
    show(result, text)


async def answer(queue: aio_pika.abc.AbstractQueue, message_id: str) -> dict:
    async with queue.iterator(no_ack=True) as results:
        async for message in results:
            # The result answers our message: its correlation_id is our message_id.
            if message.correlation_id == message_id:
                return json.loads(message.body)


def show(result: dict, text: str) -> None:
    sources = {source["id"]: source for source in result["sources"]}
    print(result["article"]["headline"] or result["article"]["id"], "-", result["status"])
    for sentence in (result["summary"] or {"sentences": []})["sentences"]:
        print("  *", sentence["text"])
    for attribution in result["attributions"]:
        # start and end count code points, as Python strings do.
        parts = [text[part["start"] : part["end"]] for part in attribution["content"]]
        assert parts == [part["exact"] for part in attribution["content"]]
        source = sources.get(attribution["source"]["id"])
        cue = attribution["cue"]["exact"] if attribution["cue"] else ""
        print(f"  {source['label'] if source else '?'} [{cue}]", " … ".join(parts))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
