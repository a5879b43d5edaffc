package dev.landfall.localcloud.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.localcloud.LocalCloud;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aFolderServesOneCloudAtATime() throws Exception {
        try (LocalCloud first = start()) {
            assertThat(first.objects().bucketExists("landing")).isTrue();
            assertThatThrownBy(this::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use by another local cloud");
        }
        start().close();
    }

    @Test
    void aFinishedJobIsKnownButTheRowsOfItsQueryAreNot() throws Exception {
        String job = "{\"jobReference\": {\"jobId\": \"asked\"}, \"configuration\": {\"labels\": {\"by\": \"me\"},"
                + " \"query\": {\"query\": \"SELECT 1 AS one\", \"useLegacySql\": false}}}";
        try (LocalCloud cloud = start()) {
            assertThat(post(cloud, "/jobs", job)).contains("asked");
            assertThat(get(cloud, "/queries/asked")).contains("\"totalRows\":\"1\"");
        }
        try (LocalCloud cloud = start()) {
            assertThat(get(cloud, "/jobs/asked"))
                    .contains("\"state\":\"DONE\"", "\"by\":\"me\"", "\"statementType\":\"SELECT\"")
                    .doesNotContain("errorResult");
            assertThat(get(cloud, "/queries/asked")).contains("does not keep. Run the query again.");
            assertThat(post(cloud, "/jobs", job)).contains("Already Exists: Job landfall-local:US.asked");
        }
    }

    private LocalCloud start() throws IOException {
        return LocalCloud.builder().bucket("landing").dataDirectory(folder).start();
    }

    private String get(LocalCloud cloud, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(cloud, path)).build(), BodyHandlers.ofString())
                .body();
    }

    private String post(LocalCloud cloud, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(cloud, path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private static URI uri(LocalCloud cloud, String path) {
        return URI.create(
                "http://127.0.0.1:" + cloud.bigQueryPort() + "/bigquery/v2/projects/" + cloud.project() + path);
    }
}
