-- Each run of a replicator, and how it ended for each table.
CREATE TABLE runs (
    id          VARCHAR(40) PRIMARY KEY,
    operator    VARCHAR(200) NOT NULL,
    host        VARCHAR(255) NOT NULL,
    version     VARCHAR(100) NOT NULL,
    pipeline    VARCHAR(4000) NOT NULL,
    environment VARCHAR(200),
    started_at  TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    ended_at    TIMESTAMP(6) WITH TIME ZONE
);
CREATE INDEX runs_by_start ON runs (started_at);

CREATE TABLE table_runs (
    run        VARCHAR(40) NOT NULL REFERENCES runs (id),
    target     VARCHAR(2100) NOT NULL,
    started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    ended_at   TIMESTAMP(6) WITH TIME ZONE,
    state      VARCHAR(20),
    files      INTEGER,
    row_count  BIGINT,
    byte_count BIGINT,
    error      VARCHAR(10000),
    PRIMARY KEY (run, target)
);

-- Which replica works on a table. The token grows with each holder, so that a late one can be told.
CREATE TABLE leases (
    target     VARCHAR(2100) PRIMARY KEY,
    holder     VARCHAR(300) NOT NULL,
    token      BIGINT NOT NULL,
    expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- Watermarks that a person moved.
CREATE TABLE watermark_moves (
    target     VARCHAR(2100) NOT NULL,
    moved_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    high_water TIMESTAMP(6),
    before     TIMESTAMP(6),
    operator   VARCHAR(200) NOT NULL
);

-- The run that planned a delta, the digest of what it delivered, and how many of its rows had come late.
ALTER TABLE deltas ADD COLUMN run VARCHAR(40);
ALTER TABLE deltas ADD COLUMN digest VARCHAR(64);
ALTER TABLE deltas ADD COLUMN rows_below BIGINT;
ALTER TABLE deltas ADD COLUMN rows_tail BIGINT;
ALTER TABLE deltas ADD COLUMN late_rows BIGINT;
