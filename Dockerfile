# syntax=docker/dockerfile:1
# Two stages: Rust builds, a distroless image without shell or package manager runs. Build from the root of the
# repository: docker build -t copydesk .

FROM rust:1-bookworm AS build
WORKDIR /src
COPY . .
# The caches keep the registry and compiled dependencies between builds; the binary is copied out of the cached folder.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked && \
    install -D target/release/copydesk /out/copydesk

FROM gcr.io/distroless/cc-debian12:nonroot
LABEL org.opencontainers.image.title="copydesk" \
      org.opencontainers.image.description="Reads every article on a newsroom's queue: who said what, and a summary" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0"
COPY --from=build /out/copydesk /usr/local/bin/copydesk
USER 65532:65532
# Inside a container the probes must be reachable from outside it.
ENV COPYDESK__PROBES__LISTEN=0.0.0.0:9464 \
    COPYDESK__LOG__FORMAT=json
EXPOSE 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
    CMD ["/usr/local/bin/copydesk", "probe", "livez"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/copydesk"]
CMD ["worker"]
