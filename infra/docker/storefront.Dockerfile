# syntax=docker/dockerfile:1
# The storefront: Next.js' standalone output, a server with just the modules it needs.

FROM node:24-bookworm-slim AS node
# The kernel ignores a signal that process 1 sends itself, which is how Nest ends a process: tini is process 1 instead.
RUN apt-get update && apt-get install --yes --no-install-recommends tini && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 NX_DAEMON=false NX_TUI=false NX_NO_CLOUD=true

# The manifests alone, so that `npm ci` is repeated only when a dependency changes.
FROM node AS sources
COPY . .
RUN mkdir /manifests && cp --parents package.json package-lock.json .npmrc apps/*/package.json libs/*/package.json /manifests

FROM node AS dependencies
COPY --from=sources /manifests ./
RUN --mount=type=cache,target=/root/.npm npm ci --include=dev --ignore-scripts

FROM dependencies AS build
COPY --from=sources /app ./
RUN --mount=type=cache,target=/app/apps/storefront/.next/cache \
    npx nx build @tradewind/storefront

FROM node AS storefront
COPY --from=build /app/apps/storefront/.next/standalone ./
# The one folder Next writes to; on a read-only root file system a tmpfs is mounted here.
RUN install -d -o 1000 -g 1000 apps/storefront/.next/cache
USER 1000:1000
ENV HOSTNAME=0.0.0.0 PORT=3000
EXPOSE 3000
STOPSIGNAL SIGTERM
ENTRYPOINT ["tini", "--", "node"]
CMD ["apps/storefront/server.js"]
