-- The partitions of a delta, and how each partition was when it was delivered last.
CREATE TABLE delta_partitions (
    delta       VARCHAR(2200) NOT NULL REFERENCES deltas (id),
    name        VARCHAR(4000) NOT NULL,
    fingerprint VARCHAR(500) NOT NULL,
    target      VARCHAR(2100) NOT NULL,
    done        BOOLEAN NOT NULL
);
CREATE INDEX delta_partitions_by_delta ON delta_partitions (delta);
CREATE INDEX delta_partitions_by_target ON delta_partitions (target, done);
