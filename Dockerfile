# One image for the API, the worker and the migrations; docker-compose.yml says which command each container runs.

FROM node:24-bookworm-slim AS web
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
# Debian's ffmpeg gets security updates, and it decodes files from strangers. util-linux has setpriv, prlimit and ionice:
# the box that ffmpeg runs in. bubblewrap makes it tighter where containers may have user namespaces.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends bubblewrap ffmpeg util-linux \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The optional packages bring a Node (this image is one), the PostgreSQL of the embedded default, and a faster msgpack.
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force
COPY LICENSE ./
COPY migrations migrations
COPY src src
COPY workers workers
COPY --from=web /app/web/dist web/dist
RUN install --directory --owner=node --group=node /data

ENV NODE_ENV=production \
  HOST=0.0.0.0 \
  DATA_DIR=/data \
  NPM_CONFIG_LOGS_MAX=0 \
  NPM_CONFIG_UPDATE_NOTIFIER=false
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["npm", "start"]
