package dev.stepwell.examples.pages.embedding;

import dev.stepwell.runtime.Stepwell;
import javax.sql.DataSource;

/** An application whose functions depend on services that send. */
public class Application {
  private DurableParcels parcels;

  /** Starts it. */
  void start(DataSource dataSource) {
    Stepwell stepwell = Stepwell.on(dataSource)
        .register(DurableParcels.class, () -> parcels) // called once, by start()
        .build();

    ParcelService service = new ParcelService(stepwell); // an EventSender: it needs no functions
    parcels = new DurableParcels(service);

    stepwell.start();
  }
}
