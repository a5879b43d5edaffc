package dev.landfall.localcloud.storage;

import java.nio.file.Path;

/** Bytes on the local disk and what was computed while they were written: checksums in base64, as the API has them. */
record Content(Path file, long size, String crc32c, String md5) {}
