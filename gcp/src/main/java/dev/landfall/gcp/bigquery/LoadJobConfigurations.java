package dev.landfall.gcp.bigquery;

import com.google.cloud.bigquery.CsvOptions;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.HivePartitioningOptions;
import com.google.cloud.bigquery.JobInfo.CreateDisposition;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.LoadJobConfiguration.SourceColumnMatch;
import com.google.cloud.bigquery.ParquetOptions;
import com.google.cloud.bigquery.TableId;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.warehouse.LoadJob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Landfall loads. The staging table belongs to the one batch, so it may be replaced as a whole; decimals keep all
 * their digits; Avro logical types become types.
 */
final class LoadJobConfigurations {
    private LoadJobConfigurations() {}

    static LoadJobConfiguration of(LoadJob job, String project) {
        TableId staging = TableId.of(
                project, job.staging().dataset().value(), job.staging().table().value());
        LoadJobConfiguration.Builder configuration = LoadJobConfiguration.newBuilder(staging, job.uris())
                .setFormatOptions(format(job))
                .setCreateDisposition(CreateDisposition.CREATE_IF_NEEDED)
                .setWriteDisposition(WriteDisposition.WRITE_TRUNCATE)
                .setDecimalTargetTypes(List.of("NUMERIC", "BIGNUMERIC", "STRING"));
        FileFormat format = job.encoding().format();
        if (format == FileFormat.AVRO) {
            configuration.setUseAvroLogicalTypes(true);
        }
        @Nullable TableSchema schema = job.schema();
        if (schema != null) {
            configuration.setSchema(Schemas.write(schema));
        } else if (!format.selfDescribing()) {
            configuration.setAutodetect(true);
        }
        if (schema != null && format == FileFormat.CSV && job.csv().header()) {
            configuration.setSourceColumnMatch(SourceColumnMatch.NAME);
        }
        if (!job.keys().isEmpty()) {
            configuration.setHivePartitioningOptions(HivePartitioningOptions.newBuilder()
                    .setMode("CUSTOM")
                    .setSourceUriPrefix(job.sourceUriPrefix())
                    .build());
        }
        return configuration.build();
    }

    private static FormatOptions format(LoadJob job) {
        return switch (job.encoding().format()) {
            case AVRO -> FormatOptions.avro();
            case ORC -> FormatOptions.orc();
            case JSON -> FormatOptions.json();
            case PARQUET ->
                ParquetOptions.newBuilder().setEnableListInference(true).build();
            case CSV ->
                CsvOptions.newBuilder()
                        .setSkipLeadingRows(job.csv().header() ? 1 : 0)
                        .setFieldDelimiter(job.csv().delimiter())
                        .setAllowQuotedNewLines(true)
                        .build();
        };
    }
}
