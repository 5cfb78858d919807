package dev.stepwell.spring.autoconfigure;

import dev.stepwell.runtime.Stepwell;
import dev.stepwell.server.ServerSettings;
import dev.stepwell.spring.StepwellConfigurationException;
import dev.stepwell.spring.StepwellProperties;
import jakarta.servlet.Servlet;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** The dashboard and the HTTP API as a servlet of the application. */
@AutoConfiguration(after = StepwellAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Servlet.class, ServletRegistrationBean.class})
@ConditionalOnBean(Stepwell.class)
@ConditionalOnProperty(prefix = "stepwell.dashboard", name = "enabled", matchIfMissing = true)
public class StepwellDashboardAutoConfiguration {
  @Bean
  DashboardMount stepwellDashboardMount(ApplicationContext context, StepwellProperties properties) {
    return new DashboardMount(context, settings(context, properties.dashboard()));
  }

  private static ServerSettings settings(
      ApplicationContext context, StepwellProperties.Dashboard dashboard) {
    ServerSettings settings =
        ServerSettings.defaults().access(new DashboardAccess(dashboard.authority(), context));
    return dashboard.decodeAuthority().isEmpty()
        ? settings
        : settings.decoding(new DashboardAccess(dashboard.decodeAuthority(), context));
  }

  @Bean
  ServletRegistrationBean<Servlet> stepwellDashboard(
      DashboardMount mount, StepwellProperties properties) {
    String path = properties.dashboard().path();
    if (!path.matches("/.*[^/*]")) {
      throw new StepwellConfigurationException(
          "The path of the dashboard is " + path + ".",
          "Set stepwell.dashboard.path to a path that begins but does not end with a slash, such as /stepwell.");
    }
    ServletRegistrationBean<Servlet> registration =
        new ServletRegistrationBean<>(mount.servlet(), path + "/*");
    registration.setName("stepwell");
    return registration;
  }
}
