package dev.stepwell.inngest;

import dev.stepwell.inngest.events.EventEncoding;
import dev.stepwell.inngest.events.ServerApi;
import dev.stepwell.inngest.events.ServerHttp;
import dev.stepwell.inngest.wire.SigningKeys;
import dev.stepwell.runtime.codec.CatalogTypes;
import dev.stepwell.runtime.codec.JacksonMapping;
import dev.stepwell.runtime.codec.Json;
import dev.stepwell.runtime.codec.PayloadCodec;
import dev.stepwell.runtime.codec.ValueMapping;
import dev.stepwell.runtime.engine.Catalogs;
import dev.stepwell.runtime.engine.Events;
import dev.stepwell.runtime.middleware.Middleware;
import dev.stepwell.runtime.middleware.MiddlewareChain;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds an {@link InngestEventSender}. Give it the mapping and the codec of the {@linkplain InngestEndpointBuilder endpoint}. */
public final class InngestEventSenderBuilder {
  private final InngestSettings settings;
  private final List<Middleware> middleware = new ArrayList<>();
  private ValueMapping mapping = JacksonMapping.plain();
  private @Nullable PayloadCodec codec;

  InngestEventSenderBuilder(InngestSettings settings) {
    this.settings = settings;
  }

  /** Adds code around sends; the first is the outermost. */
  public InngestEventSenderBuilder middleware(Middleware added) {
    middleware.add(added);
    return this;
  }

  /** Writes events with this mapping; by default, with Jackson 2 without modules of the application. */
  public InngestEventSenderBuilder json(ValueMapping values) {
    mapping = values;
    return this;
  }

  /** Transforms the payloads of events, unless the settings have them {@linkplain InngestSettings#withClearEvents in the clear}. */
  public InngestEventSenderBuilder codec(PayloadCodec transforms) {
    codec = transforms;
    return this;
  }

  /** Creates the sender, with the events of the catalogs on the class path. */
  public InngestEventSender build() {
    PayloadCodec ofEvents = settings.clearEvents() ? null : codec;
    Json json = new Json(mapping, ofEvents);
    Catalogs catalogs = Catalogs.of(List.of());
    EventEncoding encoding = EventEncoding.of(json, ofEvents);
    json.prepare(CatalogTypes.of(catalogs.functions(), catalogs.events()));
    SigningKeys keys = SigningKeys.of(settings.signingKey(), settings.fallbackKey());
    return new InngestEventSender(
        new Events(catalogs, json, () -> Instant.now().truncatedTo(ChronoUnit.MICROS)),
        encoding,
        EndpointParts.events(settings, keys),
        new ServerApi(new ServerHttp(keys.bearers(), settings.environment()), settings.apiOrigin()),
        MiddlewareChain.of(middleware));
  }
}
