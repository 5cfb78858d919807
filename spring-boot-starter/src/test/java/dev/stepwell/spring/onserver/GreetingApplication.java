package dev.stepwell.spring.onserver;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application without a data source, whose runs are stored on an Inngest server. */
@SpringBootApplication(
    excludeName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
    })
public class GreetingApplication {}
