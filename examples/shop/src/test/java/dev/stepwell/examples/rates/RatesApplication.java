package dev.stepwell.examples.rates;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application on Boot 4, whose JSON is Jackson 3's. */
@SpringBootApplication
public class RatesApplication {}
