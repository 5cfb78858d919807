package dev.stepwell.spring.processed;

import dev.stepwell.Function;
import org.springframework.context.annotation.Profile;

/** Functions that were left out when the application was processed. */
@Profile("night")
public class ProcessedAtNight {
  @Function(id = "pack-at-night", event = "spring/processed.night")
  String pack(String label) {
    return label;
  }
}
