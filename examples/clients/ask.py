"""Puts one article on copydesk's queue and reads its result (Python, pika).

    pip install pika
    python ask.py amqp://guest:guest@localhost:5672/%2f story.txt
"""

import json
import pathlib
import sys
import uuid

import pika


def main(url: str, path: str) -> None:
    text = pathlib.Path(path).read_text(encoding="utf-8")
    article = {"id": path, "text": text}
    channel = pika.BlockingConnection(pika.URLParameters(url)).channel()

    # A queue of our own that gets a copy of every result; copydesk.results stays untouched.
    mine = channel.queue_declare("", exclusive=True).method.queue
    channel.queue_bind(mine, "copydesk.out", routing_key="#.result")

    # With confirms and `mandatory`, basic_publish raises when no queue took the article.
    channel.confirm_delivery()
    message_id = str(uuid.uuid4())
    properties = pika.BasicProperties(
        message_id=message_id,
        content_type="application/json",
        delivery_mode=pika.DeliveryMode.Persistent,
    )
    channel.basic_publish(
        "copydesk.in", "acme.en.article", json.dumps(article), properties, mandatory=True
    )

    # The result answers our message: its correlation_id is our message_id.
    for method, answer, body in channel.consume(mine, auto_ack=True, inactivity_timeout=30):
        if method is None:
            sys.exit("no result within 30 s: does a worker run, and is the article in quarantine?")
        if answer.correlation_id == message_id:
            show(json.loads(body), text)
            break
    channel.connection.close()


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
    main(*sys.argv[1:3])
