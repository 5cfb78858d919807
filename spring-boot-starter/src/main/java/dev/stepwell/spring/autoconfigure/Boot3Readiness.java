package dev.stepwell.spring.autoconfigure;

import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.actuate.health.HealthEndpointGroupsPostProcessor;

/** Adds the health of Stepwell to the readiness group of Boot 3. */
final class Boot3Readiness implements HealthEndpointGroupsPostProcessor {
  @Override
  public HealthEndpointGroups postProcessHealthEndpointGroups(HealthEndpointGroups groups) {
    return WiderReadiness.of(HealthEndpointGroups.class, groups);
  }
}
