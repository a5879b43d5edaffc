-- Who moved what, when, from which query, with which outcome.

-- Everything below high_water was delivered. Wall clock of the source, no zone.
CREATE TABLE watermarks (
    target     VARCHAR(2100) PRIMARY KEY,
    high_water TIMESTAMP(6) NOT NULL,
    delta      VARCHAR(2200) NOT NULL,
    moved_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

CREATE TABLE deltas (
    id                     VARCHAR(2200) PRIMARY KEY,
    target                 VARCHAR(2100) NOT NULL,
    seq                    BIGINT NOT NULL,
    state                  VARCHAR(10) NOT NULL,
    window_watermark       TIMESTAMP(6),
    window_lower           TIMESTAMP(6),
    window_upper           TIMESTAMP(6),
    query                  VARCHAR(1000000) NOT NULL,
    avro_schema            VARCHAR(1000000),
    tries                  INTEGER NOT NULL,
    parts                  INTEGER,
    row_count              BIGINT,
    byte_count             BIGINT,
    rows_without_watermark BIGINT,
    rows_ahead             BIGINT,
    planned_at             TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    uploaded_at            TIMESTAMP(6) WITH TIME ZONE,
    done_at                TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX deltas_by_target ON deltas (target, state, seq);

CREATE TABLE uploads (
    delta       VARCHAR(2200) NOT NULL REFERENCES deltas (id),
    part_index  INTEGER NOT NULL,
    object_name VARCHAR(1024) NOT NULL,
    generation  BIGINT NOT NULL,
    byte_count  BIGINT NOT NULL,
    crc32c      VARCHAR(8) NOT NULL,
    row_count   BIGINT,
    PRIMARY KEY (delta, part_index)
);

-- Files that belong to a delta; each is shipped once.
CREATE TABLE shipped_files (
    target          VARCHAR(2100) NOT NULL,
    path            VARCHAR(8000) NOT NULL,
    file_id         BIGINT NOT NULL,
    byte_count      BIGINT NOT NULL,
    modified_millis BIGINT NOT NULL,
    seq             BIGINT NOT NULL,
    delta           VARCHAR(2200) NOT NULL REFERENCES deltas (id),
    PRIMARY KEY (target, seq)
);
CREATE INDEX shipped_files_by_path ON shipped_files (target, path);
CREATE INDEX shipped_files_by_delta ON shipped_files (delta);
