// Puts one article on copydesk's queue and reads its result (Node, amqplib).
//
//     npm install amqplib
//     node ask.mjs amqp://guest:guest@localhost:5672/%2f story.txt

import assert from "node:assert";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import amqp from "amqplib";

const [url, path] = process.argv.slice(2);
const text = await readFile(path, "utf8");
const connection = await amqp.connect(url);
const channel = await connection.createConfirmChannel();

// A queue of our own that gets a copy of every result; copydesk.results stays untouched.
const { queue } = await channel.assertQueue("", { exclusive: true });
await channel.bindQueue(queue, "copydesk.out", "#.result");

const messageId = randomUUID();
const answered = new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error("no result within 30 s: does a worker run?")), 30_000).unref();
  // `mandatory` hands an article back that no queue takes.
  channel.on("return", () => reject(new Error("no queue takes the article: run `copydesk topology apply`")));
  // The result answers our message: its correlation id is our message id.
  channel.consume(queue, (message) => {
    if (message?.properties.correlationId === messageId) resolve(JSON.parse(message.content));
  }, { noAck: true });
});

const article = Buffer.from(JSON.stringify({ id: path, text }));
channel.publish("copydesk.in", "acme.en.article", article, {
  messageId, contentType: "application/json", persistent: true, mandatory: true,
});
await channel.waitForConfirms();
show(await answered);
await connection.close();

function show(result) {
  const sources = new Map(result.sources.map((source) => [source.id, source]));
  console.log(result.article.headline ?? result.article.id, "-", result.status);
  for (const sentence of result.summary?.sentences ?? []) console.log("  *", sentence.text);
  for (const { source, cue, content } of result.attributions) {
    // JavaScript strings count UTF-16 units: take the fields made for them.
    const parts = content.map((part) => text.slice(part.start_utf16, part.end_utf16));
    assert.deepEqual(parts, content.map((part) => part.exact));
    console.log(`  ${sources.get(source.id)?.label ?? "?"} [${cue?.exact ?? ""}]`, parts.join(" … "));
  }
}
