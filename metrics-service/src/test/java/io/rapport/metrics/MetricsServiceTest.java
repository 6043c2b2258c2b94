package io.rapport.metrics;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rapport.testing.PostgresTestResource;
import io.rapport.testing.ServiceContract;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class MetricsServiceTest extends ServiceContract {}
