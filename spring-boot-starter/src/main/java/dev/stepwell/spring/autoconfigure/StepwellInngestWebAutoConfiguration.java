package dev.stepwell.spring.autoconfigure;

import dev.stepwell.inngest.InngestEndpoint;
import dev.stepwell.inngest.InngestSettings;
import jakarta.servlet.Servlet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** The endpoint for an Inngest server as a servlet of the application. */
@AutoConfiguration(after = StepwellInngestAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Servlet.class, ServletRegistrationBean.class})
@ConditionalOnBean(InngestEndpoint.class)
public class StepwellInngestWebAutoConfiguration {
  /** The name of the servlet's bean. */
  static final String SERVLET = "stepwellInngestServlet";

  @Bean(name = SERVLET)
  ServletRegistrationBean<Servlet> stepwellInngestServlet(
      ObjectProvider<InngestEndpoint> endpoint, InngestSettings settings) {
    ServletRegistrationBean<Servlet> registration =
        new ServletRegistrationBean<>(new InngestMount(endpoint), settings.servePath());
    registration.setName("stepwell-inngest");
    return registration;
  }

  @Bean
  InngestSelfRegistration stepwellInngestSelfRegistration(
      ObjectProvider<InngestEndpoint> endpoint, InngestSettings settings) {
    return new InngestSelfRegistration(endpoint, settings.servePath());
  }
}
