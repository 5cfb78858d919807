package dev.stepwell.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.testing.flows.ClaimsDesk;
import dev.stepwell.testing.flows.DurableTrips;
import dev.stepwell.testing.flows.TripsTripWanted;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Catalogs are found through the registered objects, independently of the thread's context class loader. */
class ClassLoadersTest {
  private static final ClaimsDesk DESK = new ClaimsDesk() {
    @Override
    public String reserve(String traveller, String city) {
      return city;
    }

    @Override
    public void release(String traveller) {}
  };

  @Test
  void aTestMayRunOnAForkJoinThreadWithAnotherContextLoader() throws Exception {
    String story = ForkJoinPool.commonPool()
        .submit(() -> {
          ClassLoader before = Thread.currentThread().getContextClassLoader();
          Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
          try {
            return TestStepwell.of(new DurableTrips(DESK))
                .send(new TripsTripWanted("ann", List.of("Rome")))
                .toString();
          } finally {
            Thread.currentThread().setContextClassLoader(before);
          }
        })
        .get(60, TimeUnit.SECONDS);

    assertThat(story).contains("it sleeps in sleep-on-it");
  }
}
