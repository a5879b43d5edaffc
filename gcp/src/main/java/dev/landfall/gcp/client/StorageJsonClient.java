package dev.landfall.gcp.client;

import com.google.api.client.http.HttpBackOffIOExceptionHandler;
import com.google.api.client.http.HttpBackOffUnsuccessfulResponseHandler;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpUnsuccessfulResponseHandler;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.ExponentialBackOff;
import com.google.api.services.storage.Storage;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Builds the generated JSON client of Cloud Storage with credentials, time limits and backoff. */
final class StorageJsonClient {
    private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_only";
    private static final int CONNECT_MILLIS = 20_000;
    private static final int READ_MILLIS = 60_000;
    private static final int MOST_RETRIES = 10;
    private static final int LONGEST_RETRYING_MILLIS = 120_000;

    private StorageJsonClient() {}

    /** @param host the URL of another place than Google Cloud, which takes no credentials; null for Google Cloud */
    static Storage build(@Nullable String host) {
        Storage.Builder builder = new Storage.Builder(
                        new NetHttpTransport(),
                        GsonFactory.getDefaultInstance(),
                        initializer(host == null ? credentials() : null))
                .setApplicationName("landfall");
        if (host != null) {
            builder.setRootUrl(host.endsWith("/") ? host : host + "/");
        }
        return builder.build();
    }

    private static HttpCredentialsAdapter credentials() {
        try {
            return new HttpCredentialsAdapter(
                    GoogleCredentials.getApplicationDefault().createScoped(SCOPE));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the default credentials for Cloud Storage", e);
        }
    }

    private static HttpRequestInitializer initializer(@Nullable HttpCredentialsAdapter credentials) {
        return request -> {
            if (credentials != null) {
                credentials.initialize(request);
            }
            // What the credentials have set: a refused token is fetched anew.
            @Nullable HttpUnsuccessfulResponseHandler refused = request.getUnsuccessfulResponseHandler();
            HttpBackOffUnsuccessfulResponseHandler moment = new HttpBackOffUnsuccessfulResponseHandler(backOff())
                    .setBackOffRequired(StorageJsonClient::isHealedByTime);
            request.setConnectTimeout(CONNECT_MILLIS)
                    .setReadTimeout(READ_MILLIS)
                    .setNumberOfRetries(MOST_RETRIES)
                    .setIOExceptionHandler(new HttpBackOffIOExceptionHandler(backOff()))
                    .setUnsuccessfulResponseHandler((failed, response, retry) ->
                            (refused != null && refused.handleResponse(failed, response, retry))
                                    || moment.handleResponse(failed, response, retry));
        };
    }

    private static boolean isHealedByTime(HttpResponse response) {
        int status = response.getStatusCode();
        return status == 408 || status == 429 || status >= 500;
    }

    private static ExponentialBackOff backOff() {
        return new ExponentialBackOff.Builder()
                .setMaxElapsedTimeMillis(LONGEST_RETRYING_MILLIS)
                .build();
    }
}
