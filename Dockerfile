# Two stages: the first builds the wheel and an environment with it, the second carries that environment and nothing else.
FROM python:3.11-slim AS build
WORKDIR /src
COPY . .
RUN pip install --no-cache-dir --constraint constraints.txt hatchling \
    && pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheel . \
    && python -m venv /denizen \
    && /denizen/bin/pip install --no-cache-dir --constraint constraints.txt /wheel/*.whl

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home denizen \
    && install --directory --owner denizen --mode 0700 /var/lib/denizen
COPY --from=build /denizen /denizen
ENV PATH="/denizen/bin:$PATH" PYTHONUNBUFFERED=1
# By number, so that an orchestrator can see that it is not root.
USER 10001
WORKDIR /var/lib/denizen
VOLUME /var/lib/denizen
EXPOSE 50051
# No setting has a value here: database, key ring and address come as DENIZEN_* from whoever runs the image, and a
# missing one stops the start. `docker run … denizen migrate` brings the schema up to date first.
CMD ["denizen", "serve"]
