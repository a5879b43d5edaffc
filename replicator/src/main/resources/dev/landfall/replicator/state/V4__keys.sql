-- The keys that a target may have: those of the source's last full scan, and those that deltas delivered since.
CREATE TABLE key_chunks (
    target    VARCHAR(2100) NOT NULL,
    seq       BIGINT NOT NULL,
    full_scan BOOLEAN NOT NULL,
    number    INTEGER NOT NULL,
    content   BYTEA NOT NULL,
    PRIMARY KEY (target, seq, full_scan, number)
);
