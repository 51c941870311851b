//! Every name that telemetry shows to the outside: events, fields, metrics, spans.
//!
//! Names under `messaging.` follow the OpenTelemetry semantic conventions v1.44.0, in which
//! messaging is still "development": they are pinned here and change only with this file. Names
//! of our own stay as they are, because dashboards and alerts hold them.

/// Values of the field `event`: one a kind of log line.
pub mod event {
    /// The worker is up and begins to connect.
    pub const SERVICE_STARTED: &str = "service.started";
    /// The settings were read and are whole.
    pub const CONFIG_LOADED: &str = "config.loaded";
    /// The probes listen.
    pub const PROBES_LISTENING: &str = "probes.listening";
    /// A signal came: no more articles are taken, those at hand are finished.
    pub const SERVICE_DRAINING: &str = "service.draining";
    /// The last line of a worker.
    pub const SERVICE_STOPPED: &str = "service.stopped";
    /// A session with the broker began.
    pub const AMQP_CONNECTED: &str = "amqp.connected";
    /// The session with the broker ended against our will.
    pub const AMQP_LOST: &str = "amqp.lost";
    /// A session began after one was lost.
    pub const AMQP_RECOVERED: &str = "amqp.recovered";
    /// The broker blocks publishing (memory or disk alarm).
    pub const AMQP_BLOCKED: &str = "amqp.blocked";
    /// The broker takes messages again.
    pub const AMQP_UNBLOCKED: &str = "amqp.unblocked";
    /// The topology does not fit; the worker waits until it does.
    pub const TOPOLOGY_UNFIT: &str = "topology.unfit";
    /// An article was analysed and its result confirmed.
    pub const ARTICLE_PROCESSED: &str = "article.processed";
    /// An article needed no work: a duplicate, or nothing to analyse.
    pub const ARTICLE_SKIPPED: &str = "article.skipped";
    /// An article will be tried again later.
    pub const ARTICLE_RETRIED: &str = "article.retried";
    /// An article was put into quarantine.
    pub const ARTICLE_REJECTED: &str = "article.rejected";
    /// An article was given back to the broker unsettled.
    pub const ARTICLE_RETURNED: &str = "article.returned";
    /// The rule packs were read anew.
    pub const RULES_RELOADED: &str = "rules.reloaded";
    /// Rules with a fault were not taken.
    pub const RULES_REFUSED: &str = "rules.refused";
}

/// Keys of log lines and span attributes.
pub mod field {
    /// The kind of line; see [`super::event`].
    pub const EVENT: &str = "event";
    /// The newsroom's id of the article.
    pub const ARTICLE_ID: &str = "article.id";
    /// The newsroom's version of the article.
    pub const ARTICLE_VERSION: &str = "article.version";
    /// The format that brought the article.
    pub const ARTICLE_FORMAT: &str = "article.format";
    /// How it ended.
    pub const OUTCOME: &str = "outcome";
    /// From a closed list; present when something failed.
    pub const ERROR_TYPE: &str = "error.type";
    /// What a person reads about a failure; never article text.
    pub const DETAIL: &str = "detail";
    /// 1 for the first.
    pub const ATTEMPT: &str = "attempt";
    /// Bytes of the message body.
    pub const BYTES_IN: &str = "bytes_in";
    /// Bytes of the result.
    pub const BYTES_OUT: &str = "bytes_out";
    /// Attributions found.
    pub const ATTRIBUTIONS: &str = "attributions";
    /// Sources found.
    pub const SOURCES: &str = "sources";
    /// Findings, by severity.
    pub const FINDINGS_ERROR: &str = "findings_error";
    /// Findings, by severity.
    pub const FINDINGS_WARNING: &str = "findings_warning";
    /// Findings, by severity.
    pub const FINDINGS_SUGGESTION: &str = "findings_suggestion";
    /// Milliseconds between publication by the newsroom and receipt.
    pub const QUEUE_MS: &str = "queue_ms";
    /// Milliseconds spent decoding.
    pub const DECODE_MS: &str = "decode_ms";
    /// Milliseconds spent on the analysis.
    pub const ANALYSE_MS: &str = "analyse_ms";
    /// Milliseconds spent encoding.
    pub const ENCODE_MS: &str = "encode_ms";
    /// Milliseconds between publishing and the broker's confirm.
    pub const PUBLISH_MS: &str = "publish_ms";
    /// Milliseconds from receipt to acknowledgement.
    pub const DURATION_MS: &str = "duration_ms";
    /// W3C trace id.
    pub const TRACE_ID: &str = "trace_id";
    /// W3C id of our span.
    pub const SPAN_ID: &str = "span_id";
    /// The broker software.
    pub const MESSAGING_SYSTEM: &str = "messaging.system";
    /// `process`, `publish`, `ack`, `nack`.
    pub const MESSAGING_OPERATION_NAME: &str = "messaging.operation.name";
    /// `process`, `send`, `settle`.
    pub const MESSAGING_OPERATION_TYPE: &str = "messaging.operation.type";
    /// `exchange:routing key:queue`.
    pub const MESSAGING_DESTINATION_NAME: &str = "messaging.destination.name";
    /// The routing key.
    pub const MESSAGING_ROUTING_KEY: &str = "messaging.rabbitmq.destination.routing_key";
    /// The delivery tag.
    pub const MESSAGING_DELIVERY_TAG: &str = "messaging.rabbitmq.message.delivery_tag";
    /// The message id.
    pub const MESSAGING_MESSAGE_ID: &str = "messaging.message.id";
    /// The correlation id.
    pub const MESSAGING_CONVERSATION_ID: &str = "messaging.message.conversation_id";
}

/// Names of metrics, as `/metrics` shows them.
pub mod metric {
    /// Seconds from receipt to acknowledgement (histogram).
    pub const PROCESS_DURATION: &str = "messaging_process_duration_seconds";
    /// Messages taken from the broker (counter).
    pub const CONSUMED_MESSAGES: &str = "messaging_client_consumed_messages_total";
    /// Messages the broker confirmed (counter).
    pub const SENT_MESSAGES: &str = "messaging_client_sent_messages_total";
    /// Articles by format and outcome (counter).
    pub const ARTICLES: &str = "copydesk_articles_total";
    /// Findings by rule and severity (counter).
    pub const FINDINGS: &str = "copydesk_findings_total";
    /// Attributions by type (counter).
    pub const ATTRIBUTIONS: &str = "copydesk_attributions_total";
    /// Sources by kind and whether they are named (counter).
    pub const SOURCES: &str = "copydesk_sources_total";
    /// Seconds a stage took (histogram).
    pub const STAGE_DURATION: &str = "copydesk_stage_duration_seconds";
    /// Bytes of a message body (histogram).
    pub const ARTICLE_BYTES: &str = "copydesk_article_bytes";
    /// Seconds until the broker confirmed (histogram).
    pub const CONFIRM_DURATION: &str = "copydesk_publish_confirm_duration_seconds";
    /// Articles sent to the retry ladder, by error (counter).
    pub const RETRIES: &str = "copydesk_retries_total";
    /// Articles put into quarantine, by reason (counter).
    pub const QUARANTINED: &str = "copydesk_quarantined_total";
    /// Articles at hand, not yet settled (gauge).
    pub const INFLIGHT: &str = "copydesk_inflight";
    /// 1 while connected to the broker (gauge).
    pub const CONNECTED: &str = "copydesk_amqp_connected";
    /// 1 while the broker blocks publishing (gauge).
    pub const BLOCKED: &str = "copydesk_amqp_blocked";
    /// Sessions lost, by error (counter).
    pub const SESSIONS_LOST: &str = "copydesk_amqp_sessions_lost_total";
    /// Articles by what stands out of their sourcing (counter).
    pub const SOURCING: &str = "copydesk_sourcing_total";
    /// 1 for every rule pack in use (gauge).
    pub const RULES_LOADED: &str = "copydesk_rules_loaded_info";
    /// 1, with the version as label (gauge).
    pub const BUILD_INFO: &str = "copydesk_build_info";
}

/// Names of spans: `operation destination`.
pub mod span {
    /// One article, from receipt to settlement.
    pub const PROCESS: &str = "process";
    /// One publication, up to its confirm.
    pub const PUBLISH: &str = "publish";
}
