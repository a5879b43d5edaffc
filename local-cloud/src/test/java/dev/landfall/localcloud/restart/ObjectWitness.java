package dev.landfall.localcloud.restart;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Objects made, overwritten and deleted. */
final class ObjectWitness implements Witness {
    private final Expectation objects = new Expectation();
    private final Set<String> created = ConcurrentHashMap.newKeySet();

    @Override
    public void prepare(ChildCloud cloud) {}

    /** The generations of which an event is owed. */
    Set<String> created() {
        return created;
    }

    @Override
    public void write(ChildCloud cloud, Random random) throws Exception {
        String name = "object-" + random.nextInt(20);
        if (objects.present().contains(name) && random.nextInt(4) == 0) {
            objects.during(name, Optional.empty(), () -> {
                HttpRequest delete =
                        HttpRequest.newBuilder(uri(cloud, name)).DELETE().build();
                ChildCloud.Answer<HttpResponse<String>> answer = cloud.send(delete);
                assertThat(answer.value().statusCode()).isIn(204, answer.again() ? 404 : 204);
            });
        } else {
            String content = Long.toHexString(random.nextLong()).repeat(1 + random.nextInt(4_000));
            objects.during(name, Optional.of(content), () -> {
                HttpResponse<String> response = cloud.send(
                                HttpRequest.newBuilder(URI.create(cloud.storage() + "/upload/storage/v1/b/"
                                                + ChildCloud.BUCKET + "/o?uploadType=media&name=" + name))
                                        .POST(BodyPublishers.ofString(content))
                                        .build())
                        .value();
                assertThat(response.statusCode()).isEqualTo(200);
                created.add(JsonParser.parseString(response.body())
                        .getAsJsonObject()
                        .get("generation")
                        .getAsString());
            });
        }
    }

    @Override
    public void check(ChildCloud cloud) throws Exception {
        for (String name : objects.everNamed()) {
            HttpResponse<String> response = cloud.send(HttpRequest.newBuilder(
                                    URI.create(uri(cloud, name) + "?alt=media"))
                            .build())
                    .value();
            assertThat(response.statusCode()).as(name).isIn(200, 404);
            objects.check(name, response.statusCode() == 404 ? Optional.empty() : Optional.of(response.body()));
        }
        objects.settled();
    }

    @Override
    public int acknowledged() {
        return objects.count();
    }

    private static URI uri(ChildCloud cloud, String name) {
        return URI.create(cloud.storage() + "/storage/v1/b/" + ChildCloud.BUCKET + "/o/" + name);
    }
}
