package dev.landfall.replicator.source.hdfs;

import dev.landfall.replicator.delta.SourceFile;
import java.io.IOException;
import java.util.List;

/** Tells which files may be shipped. Used by one thread. */
interface FileFinder extends AutoCloseable {

    /** Complete files in the order in which they came to be; shipped ones may be among them. */
    List<SourceFile> list() throws IOException;

    /** Where it looks, for people. */
    String place();

    /** All files that {@link #list} named are durable in the landing bucket. */
    default void delivered() {}

    @Override
    default void close() {}
}
