package dev.landfall.migration.validation.sql;

import java.time.LocalDateTime;

/** Rows at or after this value of their watermark column are still on their way: neither side's are compared. */
public record Boundary(Operand watermark, LocalDateTime before) {}
