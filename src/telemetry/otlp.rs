//! Spans, sent to an OpenTelemetry collector over OTLP/HTTP.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use opentelemetry::trace::{
    SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState, TracerProvider as _,
};
use opentelemetry::{Context, InstrumentationScope};
use opentelemetry_http::hyper::HyperClient;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{
    ExporterBuildError, SpanExporter, WithExportConfig as _, WithHttpConfig as _,
};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tokio::runtime::{Builder, Handle, Runtime};
use tracing::{Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::FilterFn;
use tracing_subscriber::registry::LookupSpan;

use super::span::TARGET;
use super::trace::TraceContext;

/// The conventions that the names in `name` follow.
const SCHEMA: &str = "https://opentelemetry.io/schemas/1.44.0";
/// Most time for one delivery to the collector.
const DEADLINE: Duration = Duration::from_secs(10);
/// Most time at the end for what was not delivered yet.
const LAST_DELIVERY: Duration = Duration::from_secs(5);

/// Why no spans can be sent.
#[derive(Debug, thiserror::Error)]
pub enum OtlpFault {
    /// The operating system gives no thread.
    #[error("cannot start the thread that sends traces: {0}")]
    Thread(#[from] std::io::Error),
    /// The address is not one.
    #[error("cannot send traces: {0}; set `telemetry.otlp_endpoint`")]
    Exporter(#[from] ExporterBuildError),
}

/// Sends spans for as long as it lives; what is left is sent when it is dropped.
#[derive(Debug)]
pub struct Sending {
    provider: SdkTracerProvider,
    /// Sends; lives as long as there is something to send.
    _runtime: Runtime,
}

impl Drop for Sending {
    fn drop(&mut self) {
        if let Err(fault) = self.provider.shutdown_with_timeout(LAST_DELIVERY) {
            tracing::warn!(%fault, "the last traces were not delivered");
        }
    }
}

/// A layer that sends spans to `endpoint`.
///
/// # Errors
/// No thread, or no address.
pub fn layer<S>(
    endpoint: &str,
    service: &str,
) -> Result<(impl Layer<S> + use<S>, Sending), OtlpFault>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("traces")
        .enable_all()
        .build()?;
    let client = Client {
        inner: HyperClient::with_default_connector(DEADLINE, None),
        runtime: runtime.handle().clone(),
    };
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(client)
        .with_endpoint(endpoint)
        .build()?;
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .with_resource(
            Resource::builder()
                .with_service_name(service.to_owned())
                .build(),
        )
        .build();
    let scope = InstrumentationScope::builder(env!("CARGO_PKG_NAME"))
        .with_version(env!("CARGO_PKG_VERSION"))
        .with_schema_url(SCHEMA)
        .build();
    let layer = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer_with_scope(scope))
        .with_location(false)
        .with_threads(false)
        .with_tracked_inactivity(false)
        .with_filter(FilterFn::new(|line| line.target() == TARGET));
    let sending = Sending {
        provider,
        _runtime: runtime,
    };
    Ok((layer, sending))
}

/// Puts `span` below `parent` and returns its place; `None` where nobody listens for it.
pub(super) fn adopt(span: &Span, parent: Option<&TraceContext>) -> Option<TraceContext> {
    if let Some(parent) = parent {
        let (trace_id, span_id, flags) = parent.parts();
        let remote = SpanContext::new(
            TraceId::from_bytes(trace_id),
            SpanId::from_bytes(span_id),
            TraceFlags::new(flags),
            true,
            TraceState::NONE,
        );
        // Without a listener there is nothing to put anywhere.
        span.set_parent(Context::new().with_remote_span_context(remote))
            .ok()?;
    }
    let context = span.context();
    let place = context.span().span_context().clone();
    place.is_valid().then(|| {
        TraceContext::at(
            place.trace_id().to_bytes(),
            place.span_id().to_bytes(),
            place.trace_flags().to_u8(),
            parent.and_then(|parent| parent.tracestate().map(str::to_owned)),
        )
    })
}

/// A client that works on a runtime of its own: spans are sent from a thread that has none.
#[derive(Debug)]
struct Client {
    inner: HyperClient,
    runtime: Handle,
}

impl HttpClient for Client {
    fn send_bytes<'client, 'sent>(
        &'client self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'sent>>
    where
        'client: 'sent,
        Self: 'sent,
    {
        let client = self.inner.clone();
        let sent = self
            .runtime
            .spawn(async move { client.send_bytes(request).await });
        Box::pin(async move { sent.await? })
    }
}
