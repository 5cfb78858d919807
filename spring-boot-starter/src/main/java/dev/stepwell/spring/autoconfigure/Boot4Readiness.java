package dev.stepwell.spring.autoconfigure;

import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;

/** Adds the health of Stepwell to the readiness group of Boot 4. */
final class Boot4Readiness implements HealthEndpointGroupsPostProcessor {
  @Override
  public HealthEndpointGroups postProcessHealthEndpointGroups(HealthEndpointGroups groups) {
    return WiderReadiness.of(HealthEndpointGroups.class, groups);
  }
}
