# syntax=docker/dockerfile:1
# The storefront: Next.js' standalone output, a server with just the modules it needs.

FROM node:24-bookworm-slim AS node
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 NX_DAEMON=false

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
    npx nx build @tradewind/storefront && mkdir -p apps/storefront/public

FROM node AS storefront
COPY --from=build /app/apps/storefront/.next/standalone ./
COPY --from=build /app/apps/storefront/.next/static apps/storefront/.next/static
COPY --from=build /app/apps/storefront/public apps/storefront/public
# The one folder Next writes to; on a read-only root file system a tmpfs is mounted here.
RUN install -d -o 1000 -g 1000 apps/storefront/.next/cache
USER 1000:1000
ENV HOSTNAME=0.0.0.0 PORT=3000
EXPOSE 3000
STOPSIGNAL SIGTERM
ENTRYPOINT ["node"]
CMD ["apps/storefront/server.js"]
