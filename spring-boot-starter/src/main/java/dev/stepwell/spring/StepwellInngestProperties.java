package dev.stepwell.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code stepwell.inngest.*}, which apply with {@code stepwell.backend=inngest}. Addresses and keys are the variables {@code INNGEST_*} of
 * Inngest's SDKs.
 *
 * @param appId Id of the application on the server; by default, spring.application.name.
 * @param path Where the server calls the application, below its context path; by default, INNGEST_SERVE_PATH or /api/inngest.
 * @param checkpoints Whether a call executes several steps and stores each through the API of the server.
 * @param clearEvents Whether events are sent in the clear even if there is a codec, such as that of encryption.
 */
@ConfigurationProperties("stepwell.inngest")
public record StepwellInngestProperties(
    @Nullable String appId,
    @Nullable String path,
    @DefaultValue("true") boolean checkpoints,
    @DefaultValue("false") boolean clearEvents) {}
