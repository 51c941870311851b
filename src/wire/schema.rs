//! The machine-readable contracts: JSON schemas from the wire types, and an `AsyncAPI` document.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use super::copydesk::ArticleDocument;
use super::document::{ResultDocument, SCHEMA_VERSION};
use super::{Reason, message_type};
use crate::report::Status;

/// JSON schema (2020-12) of a result.
pub fn result_schema() -> Value {
    schema_of::<ResultDocument<'static>>("result", true)
}

/// JSON schema (2020-12) of an article in copydesk's own format.
pub fn article_schema() -> Value {
    schema_of::<ArticleDocument>("article", false)
}

fn schema_of<T: JsonSchema>(name: &str, written: bool) -> Value {
    let settings = SchemaSettings::draft2020_12();
    let settings = if written {
        settings.for_serialize()
    } else {
        settings.for_deserialize()
    };
    let mut schema: Schema = settings.into_generator().into_root_schema_for::<T>();
    let major = SCHEMA_VERSION.split('.').next().unwrap_or_default();
    let id = format!("https://copydesk.org/schemas/{name}/{major}.json");
    schema.insert("$id".to_owned(), Value::String(id));
    schema.to_value()
}

/// `AsyncAPI` 3 document of the queues, under their default names.
pub fn asyncapi() -> Value {
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "copydesk",
            "version": SCHEMA_VERSION,
            "description": "Consumes news articles; publishes who said what, a summary and advice.",
        },
        "defaultContentType": "application/json",
        "channels": {
            "articles": queue("copydesk.articles", "article", "Articles to be analysed, in any format of `copydesk formats`."),
            "results": exchange("copydesk.out", "result", "Results, with keys `tenant.language.result`; the queue `copydesk.results` collects them all."),
            "exports": exchange("copydesk.out", "exported", "Results in other people's formats, with keys `tenant.language.format`; only by setting."),
            "quarantine": queue("copydesk.quarantine", "refused", "Articles that could not be read, unchanged, with the reason in their headers."),
            "dead": queue("copydesk.dead", "article", "Articles that the broker gave up."),
        },
        "operations": {
            "receiveArticle": operation("receive", "articles", "article"),
            "sendResult": operation("send", "results", "result"),
            "sendExported": operation("send", "exports", "exported"),
            "sendRefused": operation("send", "quarantine", "refused"),
        },
        "components": { "messages": messages() },
    })
}

fn queue(name: &str, message: &str, description: &str) -> Value {
    json!({
        "address": name,
        "description": description,
        "messages": { message: { "$ref": format!("#/components/messages/{message}") } },
        "bindings": { "amqp": {
            "is": "queue",
            "queue": { "name": name, "durable": true, "exclusive": false, "autoDelete": false },
            "bindingVersion": "0.3.0",
        } },
    })
}

fn exchange(name: &str, message: &str, description: &str) -> Value {
    json!({
        "address": name,
        "description": description,
        "messages": { message: { "$ref": format!("#/components/messages/{message}") } },
        "bindings": { "amqp": {
            "is": "routingKey",
            "exchange": { "name": name, "type": "topic", "durable": true, "autoDelete": false },
            "bindingVersion": "0.3.0",
        } },
    })
}

fn operation(action: &str, channel: &str, message: &str) -> Value {
    let amqp = if action == "send" {
        json!({ "deliveryMode": 2, "mandatory": true, "timestamp": true, "bindingVersion": "0.3.0" })
    } else {
        json!({ "ack": true, "bindingVersion": "0.3.0" })
    };
    json!({
        "action": action,
        "channel": { "$ref": format!("#/channels/{channel}") },
        "messages": [{ "$ref": format!("#/channels/{channel}/messages/{message}") }],
        "bindings": { "amqp": amqp },
    })
}

fn messages() -> Value {
    json!({
        "article": {
            "name": "article",
            "title": "An article",
            "contentType": "application/json",
            "headers": {
                "type": "object",
                "properties": {
                    "copydesk-format": text("the format, where the content type does not say it"),
                    "ce-id": text("CloudEvents id; also `cloudEvents:id`, `cloudEvents_id`"),
                    "ce-subject": text("the article's id, where the body has none"),
                    "traceparent": text("W3C trace context, continued"),
                    "tracestate": text("W3C trace context, continued"),
                },
            },
            "payload": schema_format(&article_schema()),
        },
        "result": {
            "name": "result",
            "title": "The result of an article",
            "contentType": "application/json",
            "headers": {
                "type": "object",
                "properties": result_headers(),
            },
            "payload": schema_format(&result_schema()),
        },
        "exported": {
            "name": "exported",
            "title": "What was found in an article, in another people's format",
            "headers": {
                "type": "object",
                "properties": {
                    "ce-id": text("the same for the same article, rules and format"),
                    "ce-type": { "const": "org.copydesk.article.exported.v1" },
                    "ce-subject": text("the article's id"),
                    "traceparent": text("W3C trace context of the analysis"),
                },
            },
            "payload": {},
        },
        "refused": {
            "name": "refused",
            "title": "An article that could not be read, as it came",
            "headers": {
                "type": "object",
                "properties": {
                    "x-copydesk-reason": { "type": "string", "examples": Reason::ALL.map(Reason::name) },
                    "x-copydesk-detail": text("where and what; at most 200 bytes, never article text"),
                },
            },
            "payload": {},
        },
    })
}

fn result_headers() -> Value {
    let types = [Status::Ok, Status::Skipped, Status::Retracted].map(message_type);
    json!({
        "ce-specversion": { "const": "1.0" },
        "ce-id": text("the result's id"),
        "ce-source": text("which copydesk"),
        "ce-type": { "enum": types },
        "ce-subject": text("the article's id"),
        "ce-time": { "type": "string", "format": "date-time" },
        "ce-dataschema": { "type": "string", "format": "uri" },
        "traceparent": text("W3C trace context of the analysis"),
    })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn schema_format(schema: &Value) -> Value {
    json!({ "schemaFormat": "application/schema+json;version=draft-2020-12", "schema": schema })
}
