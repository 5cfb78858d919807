package dev.stepwell.examples.guests;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application without a data source, for an Inngest server. */
@SpringBootApplication(
    excludeName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
    })
public class GuestApplication {}
