package dev.stepwell.inngest;

import dev.stepwell.inngest.events.EventEncoding;
import dev.stepwell.runtime.codec.JacksonMapping;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.codec.ValueMapping;
import dev.stepwell.runtime.middleware.Middleware;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds an {@link InngestEndpoint}. */
public final class InngestEndpointBuilder {
  private static final Logger log = LoggerFactory.getLogger(InngestEndpointBuilder.class);

  private final InngestSettings settings;
  private final List<Middleware> middleware = new ArrayList<>();
  private final List<Object> durables = new ArrayList<>();
  private ValueMapping mapping = JacksonMapping.plain();
  private @Nullable PayloadCodec codec;

  InngestEndpointBuilder(InngestSettings settings) {
    this.settings = settings;
  }

  /** Adds functions: instances of generated classes, such as {@code new DurableGithubExport(…)}. */
  public InngestEndpointBuilder register(Object... instances) {
    durables.addAll(List.of(instances));
    return this;
  }

  /** Adds code around runs, steps and sends of functions; the first is the outermost. */
  public InngestEndpointBuilder middleware(Middleware added) {
    middleware.add(added);
    return this;
  }

  /** Writes and reads values with this mapping; by default, with Jackson 2 without modules of the application. */
  public InngestEndpointBuilder json(ValueMapping values) {
    mapping = values;
    return this;
  }

  /**
   * Transforms events, and the results of steps and functions, before the server stores them. Give the {@linkplain
   * InngestEventSender#builder sender} the same codec.
   */
  public InngestEndpointBuilder codec(PayloadCodec transforms) {
    codec = transforms;
    return this;
  }

  /**
   * Creates the endpoint.
   *
   * @throws IllegalArgumentException if an object is not durable, if a function uses a feature that Inngest servers do not support, or if the settings lack
   *     a key, with the cure
   */
  public InngestEndpoint build() {
    InngestEndpoint.demandKey(settings);
    if (codec != null && settings.clearEvents()) {
      log.warn(
          "The codec transforms results of steps and functions only; events travel to {} in the clear",
          settings.eventOrigin());
    }
    Json json = new Json(mapping, codec);
    EventEncoding encoding = EventEncoding.of(json, settings.clearEvents() ? null : codec);
    return InngestEndpoint.of(
        settings, EndpointParts.of(settings, middleware, json, encoding, durables));
  }
}
