// Made from the control plane's OpenAPI document by `pnpm --filter @prego/operator generate`. Not edited by hand.

export interface paths {
    "/internal/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Moves the clock, where the environment is development */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Negative: behind it. */
                        offset_ms: number;
                    };
                };
            };
            responses: {
                /** @description The clock as it is from the next request on. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Negative: behind it. */
                            offset_ms: number;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what to which tenant, job and node; newest first */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    tenant_id?: string;
                    job_id?: string;
                    node_id?: string;
                    /** @description As the rows name it, such as `operator` or `attempt job_…/1`. */
                    actor?: string;
                    /** @description Such as `job.cancelled`. */
                    action?: string;
                    /** @description What was done from then on (ms since 1970). */
                    since?: number | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page of it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                audit_id: number;
                                at: number;
                                actor: string;
                                action: string;
                                tenant_id: string | null;
                                job_id: string | null;
                                node_id: string | null;
                                request_id: string | null;
                                data: {
                                    [key: string]: unknown;
                                };
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/funnel-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The milestones of a trace, and counts of a time */
        get: {
            parameters: {
                query?: {
                    trace_id?: string;
                    /** @description Counts from then on (ms since 1970). */
                    since?: number | null;
                    /** @description Counts before then; now where it is not given. */
                    until?: number | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Milestones, counts, or both */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Those of the trace that was asked for, in the order of the funnel. */
                            funnel_events: {
                                trace_id: string;
                                /** @enum {string} */
                                name: "signed_up" | "placed" | "dispatched" | "server_ready" | "address_ready" | "opened";
                                tenant_id: string | null;
                                /** @description When it was reached first. */
                                at: number;
                            }[];
                            /** @description Traces that reached each milestone in the time that was asked for. */
                            counts: {
                                signed_up?: number;
                                placed?: number;
                                dispatched?: number;
                                server_ready?: number;
                                address_ready?: number;
                                opened?: number;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/launch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the customer's workspace is */
        get: {
            parameters: {
                query?: never;
                header?: {
                    "accept-language"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What the customer sees */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "preparing" | "open" | "failed" | "stopped" | "closed";
                            /** @description Whether the workspace can be used now. */
                            open: boolean;
                            hostname: string;
                            /** @description The address of the workspace, once it is open. */
                            url: string | null;
                            /** @description What to tell support; null before the first job. */
                            support_reference: string | null;
                            /**
                             * @description That of `label`, `hint` and the current label, by Accept-Language.
                             * @enum {string}
                             */
                            language: "en" | "ko";
                            /** @description The line under way; null when nothing is. */
                            provision_ui_current_label: string | null;
                            lines: {
                                step: number;
                                /** @enum {string} */
                                stage: "prego_ui_step_01" | "prego_ui_step_02" | "prego_ui_step_03" | "prego_ui_step_04" | "prego_ui_step_05" | "prego_ui_step_06" | "prego_ui_step_07" | "prego_ui_step_08" | "prego_ui_step_09" | "prego_ui_step_10";
                                label: string;
                                labels: {
                                    en: string;
                                    ko: string;
                                };
                                /** @enum {string} */
                                state: "pending" | "started" | "done" | "skipped" | "failed";
                                current: boolean;
                            }[];
                            hint: string;
                            hints: {
                                en: string;
                                ko: string;
                            };
                            /** @description How long it will take; null unless it is preparing and there are 5 past runs to tell by. */
                            estimate: {
                                /** @description From when the seconds count: the sign-up, or the moment in which it was started again. */
                                started_at: number;
                                /** @description Seconds from sign-up to the open workspace: half of the past runs took no more. */
                                typical_s: number;
                                /** @description Nine in ten of the past runs took no more. */
                                slow_s: number;
                                /** @description How many past runs say so. */
                                runs: number;
                            } | null;
                            /** @description Seconds after which asking again is worth it. */
                            poll_after_s: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/provision-jobs/{job_id}/attempts/{n}/log/{seq}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Store a chunk of an attempt's log */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    job_id: string;
                    /** @description The attempt. */
                    n: string;
                    /** @description Counts from 0 without gaps. */
                    seq: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "text/plain": string;
                };
            };
            responses: {
                /** @description It is stored */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            seq: number;
                            bytes: number;
                            /** @description The same chunk was there already. */
                            repeated: boolean;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/provision-jobs/{job_id}/attempts/{n}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An attempt's log, joined in order */
        get: {
            parameters: {
                query?: {
                    /** @description Only chunks after this one: the header log-last-seq of before. */
                    after?: string;
                    /** @description 1: as a file. */
                    download?: "0" | "1";
                };
                header?: never;
                path: {
                    job_id: string;
                    /** @description The attempt. */
                    n: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The text, with a line for every gap */
                200: {
                    headers: {
                        /** @description What to ask `after` next; -1 where there is nothing yet. */
                        "log-last-seq": string;
                        /** @description Whether the attempt has ended. */
                        "log-ended": "true" | "false";
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/onboarding-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Onboarding's five steps, of a job or of a tenant's newest one */
        get: {
            parameters: {
                query?: {
                    job_id?: string;
                    tenant_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The five steps */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            tenant_id: string | null;
                            /** @description The tenant's newest provision job, where no job was named; null without one. */
                            job_id: string | null;
                            trace_id: string | null;
                            steps: {
                                /** @enum {string} */
                                name: "tenant_record" | "provision_job" | "infrastructure" | "tenant_dns" | "callback";
                                /** @enum {string} */
                                state: "pending" | "done" | "failed";
                                /** @description The UI steps that it is made of. */
                                stages: string[];
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/trace-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add events to the story of jobs */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        events: {
                            job_id: string;
                            attempt: number;
                            /** @description Where it is given, it must be the job's own. */
                            trace_id?: string;
                            stage: string;
                            /** @enum {string} */
                            status: "started" | "done" | "skipped" | "failed";
                            /** @description When it happened, by the emitter's clock. */
                            at: number;
                            data?: {
                                /** @description Why the step was skipped. Of a UI step: one of SkipReason. */
                                reason?: string;
                                /** @description The code of what went wrong. */
                                error_code?: string;
                                /** @description What went wrong, for operators. */
                                error_message?: string;
                                /** @description What to do about it, for operators. */
                                remedy?: string;
                            } & {
                                [key: string]: unknown;
                            };
                        }[];
                    };
                };
            };
            responses: {
                /** @description How many were new, and which were refused */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Events that were written now. */
                            accepted: number;
                            /** @description Events of a job, attempt, stage and status that is written already; the first stays. */
                            repeated: number;
                            refused: {
                                /** @description Its place in the request, from 0. */
                                index: number;
                                /** @enum {string} */
                                code: "invalid_request" | "unauthorized" | "forbidden" | "not_found" | "method_not_allowed" | "tenant_not_found" | "job_not_found" | "node_not_found" | "template_not_found" | "provisioning_not_found" | "conflict" | "tenant_changed" | "slug_taken" | "job_active" | "move_refused" | "attempt_ended" | "run_mismatch" | "lease_held" | "node_in_use" | "node_retired" | "host_key_known" | "node_mismatch" | "name_mismatch" | "inputs_refused" | "log_gone" | "idempotency_mismatch" | "no_seat" | "dispatch_paused" | "payload_too_large" | "rate_limited" | "unavailable" | "internal_error";
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/trace/{trace_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The raw story of a trace */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    trace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Its rows */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            trace_id: string;
                            job_id: string;
                            /** @description In the order in which they arrived. */
                            trace_events: {
                                event_id: number;
                                trace_id: string;
                                job_id: string;
                                attempt: number;
                                stage: string;
                                /** @enum {string} */
                                status: "started" | "done" | "skipped" | "failed";
                                /** @description When it happened, by the emitter's clock. */
                                at: number;
                                /** @description When it arrived, by ours. */
                                recorded_at: number;
                                data: {
                                    [key: string]: unknown;
                                };
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/provision-trace-detail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A job, its attempts with their ten steps, and its raw story */
        get: {
            parameters: {
                query?: {
                    job_id?: string;
                    trace_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All that is known of the job */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            job: {
                                job_id: string;
                                /** @enum {string} */
                                kind: "provision" | "return" | "library_provision" | "library_return" | "retire_node";
                                /** @enum {string} */
                                status: "queued" | "waiting" | "dispatching" | "dispatched" | "running" | "completed" | "failed" | "cancelled";
                                tenant_id: string | null;
                                node_id: string | null;
                                provisioning_id: string | null;
                                trace_id: string;
                                /** @enum {string} */
                                region: "sg" | "us" | "eu";
                                /** @enum {string} */
                                infra_mode: "create_new_server" | "use_existing";
                                /** @enum {number|null} */
                                dedicated: 1 | null;
                                target_server_id: string | null;
                                /** @description The stack that the run works on; null for a run that needs none. */
                                stack: string | null;
                                /**
                                 * @description What a waiting job waits for.
                                 * @enum {string|null}
                                 */
                                waits_for: "node" | "stack" | null;
                                waits_for_node: string | null;
                                attempt: number;
                                failed_stage: string | null;
                                error_code: string | null;
                                error_message: string | null;
                                created_by: string;
                                created_at: number;
                                updated_at: number;
                                ended_at: number | null;
                                seat_until: number | null;
                                decision_id: string | null;
                            };
                            /** @description The step under way; null once the job has ended. */
                            provision_ui_current_label: string | null;
                            /** @enum {string|null} */
                            current_stage: "prego_ui_step_01" | "prego_ui_step_02" | "prego_ui_step_03" | "prego_ui_step_04" | "prego_ui_step_05" | "prego_ui_step_06" | "prego_ui_step_07" | "prego_ui_step_08" | "prego_ui_step_09" | "prego_ui_step_10" | null;
                            /** @description The newest, which is what the customer sees, first. */
                            attempts: {
                                attempt: number;
                                /**
                                 * @description Null where only events are known of it.
                                 * @enum {string|null}
                                 */
                                status: "queued" | "waiting" | "dispatching" | "dispatched" | "running" | "completed" | "failed" | "cancelled" | null;
                                run_id: number | null;
                                run_url: string | null;
                                created_at: number | null;
                                dispatched_at: number | null;
                                claimed_at: number | null;
                                heard_at: number | null;
                                ended_at: number | null;
                                failed_stage: string | null;
                                error_code: string | null;
                                error_message: string | null;
                                steps: {
                                    step: number;
                                    /** @enum {string} */
                                    stage: "prego_ui_step_01" | "prego_ui_step_02" | "prego_ui_step_03" | "prego_ui_step_04" | "prego_ui_step_05" | "prego_ui_step_06" | "prego_ui_step_07" | "prego_ui_step_08" | "prego_ui_step_09" | "prego_ui_step_10";
                                    label: string;
                                    label_ko: string;
                                    /** @enum {string} */
                                    state: "pending" | "started" | "done" | "skipped" | "failed";
                                    /**
                                     * @description What the state rests on; null while nothing is known.
                                     * @enum {string|null}
                                     */
                                    known_by: "report" | "later_step" | "earlier_attempt" | "attempt" | null;
                                    /** @description Null where no start was reported. */
                                    started_at: number | null;
                                    ended_at: number | null;
                                    /** @description Null where start or end is not known. */
                                    duration_ms: number | null;
                                    skip_reason: string | null;
                                    error_code: string | null;
                                    error_message: string | null;
                                    remedy: string | null;
                                }[];
                            }[];
                            /** @description By attempt, then by when they happened. */
                            trace_events: {
                                event_id: number;
                                trace_id: string;
                                job_id: string;
                                attempt: number;
                                stage: string;
                                /** @enum {string} */
                                status: "started" | "done" | "skipped" | "failed";
                                /** @description When it happened, by the emitter's clock. */
                                at: number;
                                /** @description When it arrived, by ours. */
                                recorded_at: number;
                                data: {
                                    [key: string]: unknown;
                                };
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the cloud is as the states say, by stack */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    status?: "in_sync" | "drifted" | "failed";
                    stack?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                stack: string;
                                /** @enum {string} */
                                status: "in_sync" | "drifted" | "failed";
                                /** @default [] */
                                changes: {
                                    /** @description The resource's name in its stack, such as its node id. */
                                    resource: string;
                                    type?: string;
                                    /** @description Such as `update`, `delete`, or the error of a check that failed. */
                                    change: string;
                                    properties?: string[];
                                }[];
                                /** @description When the look began. */
                                seen_at: number;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Takes what a look at one stack found */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        stack: string;
                        /** @enum {string} */
                        status: "in_sync" | "drifted" | "failed";
                        /** @default [] */
                        changes?: {
                            /** @description The resource's name in its stack, such as its node id. */
                            resource: string;
                            type?: string;
                            /** @description Such as `update`, `delete`, or the error of a check that failed. */
                            change: string;
                            properties?: string[];
                        }[];
                        /** @description When the look began. */
                        seen_at: number;
                    };
                };
            };
            responses: {
                /** @description Taken, or older than what is known. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description False where something newer is known already. */
                            stored: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/inventory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What automation last saw in the cloud */
        get: {
            parameters: {
                query?: {
                    kind?: "servers" | "volumes" | "server_types" | "networks" | "ssh_keys" | "locations" | "prices" | "unavailable_offers" | "orphans";
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Without a kind: what there is of each. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            kinds: {
                                /** @enum {string} */
                                kind: "servers" | "volumes" | "server_types" | "networks" | "ssh_keys" | "locations" | "prices" | "unavailable_offers" | "orphans";
                                count: number;
                                seen_at: number;
                            }[];
                            items: {
                                [key: string]: unknown;
                            }[];
                            next_cursor: string | null;
                            /** @description Of all orphans together, where the kind is orphans; else null. */
                            hourly_cost: number | null;
                            /** @description Where the kind is orphans: the nodes whose server the last list of servers did not have; else null. */
                            missing_nodes: {
                                node_id: string;
                                hetzner_server_id: number;
                                stack: string;
                                /** @enum {string} */
                                status: "provisioning" | "ready" | "cordoned" | "draining" | "retired" | "failed";
                            }[] | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Takes the whole list of one kind, in place of the one before
         * @description Orphans are looked for again after servers, volumes and server types.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "servers";
                        /** @description When the look began. */
                        seen_at: number;
                        items: {
                            id: number;
                            name: string;
                            status: string;
                            server_type: string;
                            location: string;
                            ipv4?: string | null;
                            ipv6?: string | null;
                            /** @default {} */
                            labels?: {
                                [key: string]: string;
                            };
                            stack: string | null;
                            /** @description With its public address; else the price of its type is taken. */
                            hourly_cost?: number | null;
                            created_at?: number | null;
                        }[];
                    } | {
                        /** @enum {string} */
                        kind: "volumes";
                        /** @description When the look began. */
                        seen_at: number;
                        items: {
                            id: number;
                            name: string;
                            location: string;
                            size_gb: number;
                            /** @default {} */
                            labels?: {
                                [key: string]: string;
                            };
                            stack: string | null;
                            /** @description Net, in the currency of the price list. */
                            hourly_cost?: number | null;
                        }[];
                    } | {
                        /** @enum {string} */
                        kind: "server_types";
                        /** @description When the look began. */
                        seen_at: number;
                        items: {
                            name: string;
                            cores: number;
                            memory_gb: number;
                            disk_gb: number;
                            architecture?: string;
                            deprecated?: boolean;
                            prices: {
                                location: string;
                                /** @description Net, in the currency of the price list. */
                                hourly: number;
                                /** @description Net, in the currency of the price list. */
                                monthly: number;
                            }[];
                        }[];
                    } | {
                        /** @enum {string} */
                        kind: "networks";
                        /** @description When the look began. */
                        seen_at: number;
                        items: {
                            id: number;
                            name: string;
                            ip_range: string;
                            /** @default [] */
                            subnets?: {
                                ip_range: string;
                                network_zone: string;
                            }[];
                            /** @description How many are attached. */
                            servers: number;
                            /** @default {} */
                            labels?: {
                                [key: string]: string;
                            };
                            /** @description Those of our regions whose Hetzner project has it; absent: all of them. */
                            regions?: ("sg" | "us" | "eu")[];
                        }[];
                    } | {
                        /** @enum {string} */
                        kind: "ssh_keys";
                        /** @description When the look began. */
                        seen_at: number;
                        items: {
                            id: number;
                            name: string;
                            fingerprint: string;
                            /** @default {} */
                            labels?: {
                                [key: string]: string;
                            };
                            /** @description Those of our regions whose Hetzner project has it; absent: all of them. */
                            regions?: ("sg" | "us" | "eu")[];
                        }[];
                    } | {
                        /** @enum {string} */
                        kind: "locations";
                        /** @description When the look began. */
                        seen_at: number;
                        items: {
                            name: string;
                            city?: string;
                            country?: string;
                            network_zone: string;
                        }[];
                    } | {
                        /** @enum {string} */
                        kind: "prices";
                        /** @description When the look began. */
                        seen_at: number;
                        items: ({
                            /** @enum {string} */
                            what: "primary_ipv4";
                            location: string;
                            /** @description Net, in the currency of the price list. */
                            hourly: number;
                            /** @description Net, in the currency of the price list. */
                            monthly: number;
                        } | {
                            /** @enum {string} */
                            what: "volume_gb";
                            /** @description Net, in the currency of the price list. */
                            hourly: number;
                            /** @description Net, in the currency of the price list. */
                            monthly: number;
                        })[];
                    } | {
                        /** @enum {string} */
                        kind: "unavailable_offers";
                        /** @description When the look began. */
                        seen_at: number;
                        items: {
                            server_type: string;
                            location: string;
                            /**
                             * @description After so many seconds it is worth a try again.
                             * @default 3600
                             */
                            ttl_s?: number;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Taken, or older than what is known. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description False where something newer is known already. */
                            stored: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/server-metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest metrics of nodes; of those that are named their hours as well */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    region?: "sg" | "us" | "eu";
                    node_id?: string;
                    /** @description Up to 50, separated by commas: only these are answered. Not with node_id. */
                    node_ids?: string;
                    /** @description With node_id or node_ids: their hourly figures of so many hours, this one included; of node_ids up to 48. */
                    hours?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                node_id: string;
                                /** @enum {string} */
                                region: "sg" | "us" | "eu";
                                /** @enum {string} */
                                status: "provisioning" | "ready" | "cordoned" | "draining" | "retired" | "failed";
                                cpu_pct: number | null;
                                memory_pct: number | null;
                                disk_pct: number | null;
                                closed: boolean;
                                /** @description What the control plane has assigned: this one counts. */
                                tenant_count: number;
                                /** @description The node's own count, where it sends one. */
                                reported_tenant_count: number | null;
                                tenant_count_differs: boolean;
                                updated_at: number;
                                age_s: number;
                                stale: boolean;
                            }[];
                            next_cursor: string | null;
                            /** @description Of node_id: the oldest hour first; hours without a push are left out. */
                            hourly?: {
                                /** @description The beginning of the hour. */
                                hour: number;
                                /** @description Pushes that arrived: 60 where none was lost. */
                                samples: number;
                                cpu_avg: number | null;
                                cpu_max: number | null;
                                memory_avg: number | null;
                                memory_max: number | null;
                                disk_avg: number | null;
                                disk_max: number | null;
                            }[];
                            /** @description Of node_ids: one for each that was asked for, in that order; empty where it has not reported. */
                            hourly_by_node?: {
                                node_id: string;
                                hourly: {
                                    /** @description The beginning of the hour. */
                                    hour: number;
                                    /** @description Pushes that arrived: 60 where none was lost. */
                                    samples: number;
                                    cpu_avg: number | null;
                                    cpu_max: number | null;
                                    memory_avg: number | null;
                                    memory_max: number | null;
                                    disk_avg: number | null;
                                    disk_max: number | null;
                                }[];
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Takes what a node says of itself, every minute
         * @description A node speaks for itself only. Other fields than these are left aside.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        node_id: string;
                        cpu_pct?: number | null;
                        memory_pct?: number | null;
                        disk_pct?: number | null;
                        /** @description The node's own count. */
                        tenant_count?: number | null;
                    };
                };
            };
            responses: {
                /** @description Taken. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            node_id: string;
                            /** @enum {string} */
                            status: "provisioning" | "ready" | "cordoned" | "draining" | "retired" | "failed";
                            updated_at: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Nodes, in the order of their ids */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    region?: "sg" | "us" | "eu";
                    status?: "provisioning" | "ready" | "cordoned" | "draining" | "retired" | "failed";
                    role?: "shared" | "app" | "db" | "redis";
                    stale?: "true" | "false";
                    /** @description Which node a server is. */
                    hetzner_server_id?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                node_id: string;
                                /** @enum {string} */
                                region: "sg" | "us" | "eu";
                                /** @enum {string} */
                                role: "shared" | "app" | "db" | "redis";
                                /** @enum {string} */
                                status: "provisioning" | "ready" | "cordoned" | "draining" | "retired" | "failed";
                                status_reason: string | null;
                                stack: string;
                                job_id: string;
                                tenant_id: string | null;
                                host_ipv4: string | null;
                                host_ipv6: string | null;
                                private_ip: string | null;
                                hetzner_server_id: number | null;
                                server_type: string | null;
                                location: string | null;
                                capacity: number;
                                tenants: number;
                                /** @description Seats held by unfinished jobs. */
                                reservations: number;
                                free_seats: number;
                                /** @description Null where the node has not reported yet. */
                                metrics: {
                                    cpu_pct: number | null;
                                    memory_pct: number | null;
                                    disk_pct: number | null;
                                    /** @description Over a threshold, and not yet well below it again: it takes no tenants meanwhile. */
                                    closed: boolean;
                                    updated_at: number;
                                    /** @description Seconds since it arrived. */
                                    age_s: number;
                                } | null;
                                /** @description No successful metrics for more than five minutes. Computed now, stored nowhere. */
                                stale: boolean;
                                /** @description Null while the node is only decided. */
                                registered_at: number | null;
                                created_at: number;
                                updated_at: number;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Notes which server a node is
         * @description The same again changes nothing. A run registers the nodes of its own job, an operator any.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        node_id: string;
                        /** @enum {string} */
                        region: "sg" | "us" | "eu";
                        /** @enum {string} */
                        role: "shared" | "app" | "db" | "redis";
                        stack: string;
                        /** @description The job that made it. */
                        job_id: string;
                        /** @description Of a dedicated node: whose it is. */
                        tenant_id?: string | null;
                        host_ipv4?: "" | string | null;
                        host_ipv6?: "" | string | null;
                        private_ip?: "" | string | null;
                        hetzner_server_id: number;
                        server_type: string;
                        location: string;
                        /** @description Seats; counts only where the node is not known yet. */
                        capacity?: number;
                    };
                };
            };
            responses: {
                /** @description The node, which was known. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            node_id: string;
                            /** @enum {string} */
                            region: "sg" | "us" | "eu";
                            /** @enum {string} */
                            role: "shared" | "app" | "db" | "redis";
                            /** @enum {string} */
                            status: "provisioning" | "ready" | "cordoned" | "draining" | "retired" | "failed";
                            status_reason: string | null;
                            stack: string;
                            job_id: string;
                            tenant_id: string | null;
                            host_ipv4: string | null;
                            host_ipv6: string | null;
                            private_ip: string | null;
                            hetzner_server_id: number | null;
                            server_type: string | null;
                            location: string | null;
                            capacity: number;
                            tenants: number;
                            /** @description Seats held by unfinished jobs. */
                            reservations: number;
                            free_seats: number;
                            /** @description Null where the node has not reported yet. */
                            metrics: {
                                cpu_pct: number | null;
                                memory_pct: number | null;
                                disk_pct: number | null;
                                /** @description Over a threshold, and not yet well below it again: it takes no tenants meanwhile. */
                                closed: boolean;
                                updated_at: number;
                                /** @description Seconds since it arrived. */
                                age_s: number;
                            } | null;
                            /** @description No successful metrics for more than five minutes. Computed now, stored nowhere. */
                            stale: boolean;
                            /** @description Null while the node is only decided. */
                            registered_at: number | null;
                            created_at: number;
                            updated_at: number;
                            /** @description As known_hosts has it, without the host. */
                            ssh_host_key: string | null;
                            token_version: number;
                            /** @description Who lives there: the first 1,000 by tenant id. */
                            seats: {
                                tenant_id: string;
                                subdomain_slug: string | null;
                                /** @enum {string} */
                                kind: "reservation" | "tenant";
                                job_id: string;
                                since: number;
                            }[];
                        };
                    };
                };
                /** @description The node, which is new. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            node_id: string;
                            /** @enum {string} */
                            region: "sg" | "us" | "eu";
                            /** @enum {string} */
                            role: "shared" | "app" | "db" | "redis";
                            /** @enum {string} */
                            status: "provisioning" | "ready" | "cordoned" | "draining" | "retired" | "failed";
                            status_reason: string | null;
                            stack: string;
                            job_id: string;
                            tenant_id: string | null;
                            host_ipv4: string | null;
                            host_ipv6: string | null;
                            private_ip: string | null;
                            hetzner_server_id: number | null;
                            server_type: string | null;
                            location: string | null;
                            capacity: number;
                            tenants: number;
                            /** @description Seats held by unfinished jobs. */
                            reservations: number;
                            free_seats: number;
                            /** @description Null where the node has not reported yet. */
                            metrics: {
                                cpu_pct: number | null;
                                memory_pct: number | null;
                                disk_pct: number | null;
                                /** @description Over a threshold, and not yet well below it again: it takes no tenants meanwhile. */
                                closed: boolean;
                                updated_at: number;
                                /** @description Seconds since it arrived. */
                                age_s: number;
                            } | null;
                            /** @description No successful metrics for more than five minutes. Computed now, stored nowhere. */
                            stale: boolean;
                            /** @description Null while the node is only decided. */
                            registered_at: number | null;
                            created_at: number;
                            updated_at: number;
                            /** @description As known_hosts has it, without the host. */
                            ssh_host_key: string | null;
                            token_version: number;
                            /** @description Who lives there: the first 1,000 by tenant id. */
                            seats: {
                                tenant_id: string;
                                subdomain_slug: string | null;
                                /** @enum {string} */
                                kind: "reservation" | "tenant";
                                job_id: string;
                                since: number;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/nodes/{node_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A node: its server, its freshness, and who lives there
         * @description A run reads the nodes of its own job, and those that the job is about.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    node_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The node. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            node_id: string;
                            /** @enum {string} */
                            region: "sg" | "us" | "eu";
                            /** @enum {string} */
                            role: "shared" | "app" | "db" | "redis";
                            /** @enum {string} */
                            status: "provisioning" | "ready" | "cordoned" | "draining" | "retired" | "failed";
                            status_reason: string | null;
                            stack: string;
                            job_id: string;
                            tenant_id: string | null;
                            host_ipv4: string | null;
                            host_ipv6: string | null;
                            private_ip: string | null;
                            hetzner_server_id: number | null;
                            server_type: string | null;
                            location: string | null;
                            capacity: number;
                            tenants: number;
                            /** @description Seats held by unfinished jobs. */
                            reservations: number;
                            free_seats: number;
                            /** @description Null where the node has not reported yet. */
                            metrics: {
                                cpu_pct: number | null;
                                memory_pct: number | null;
                                disk_pct: number | null;
                                /** @description Over a threshold, and not yet well below it again: it takes no tenants meanwhile. */
                                closed: boolean;
                                updated_at: number;
                                /** @description Seconds since it arrived. */
                                age_s: number;
                            } | null;
                            /** @description No successful metrics for more than five minutes. Computed now, stored nowhere. */
                            stale: boolean;
                            /** @description Null while the node is only decided. */
                            registered_at: number | null;
                            created_at: number;
                            updated_at: number;
                            /** @description As known_hosts has it, without the host. */
                            ssh_host_key: string | null;
                            token_version: number;
                            /** @description Who lives there: the first 1,000 by tenant id. */
                            seats: {
                                tenant_id: string;
                                subdomain_slug: string | null;
                                /** @enum {string} */
                                kind: "reservation" | "tenant";
                                job_id: string;
                                since: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Cordons, uncordons, drains or fails a node
         * @description cordon: no new tenants. drain: nor is it to have any, so that it can be retired. fail: those who wait for it are decided again.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    node_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        action: "cordon" | "uncordon" | "drain" | "fail";
                        /** @description Shown in the console and kept in the audit. */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description The node. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            node_id: string;
                            /** @enum {string} */
                            region: "sg" | "us" | "eu";
                            /** @enum {string} */
                            role: "shared" | "app" | "db" | "redis";
                            /** @enum {string} */
                            status: "provisioning" | "ready" | "cordoned" | "draining" | "retired" | "failed";
                            status_reason: string | null;
                            stack: string;
                            job_id: string;
                            tenant_id: string | null;
                            host_ipv4: string | null;
                            host_ipv6: string | null;
                            private_ip: string | null;
                            hetzner_server_id: number | null;
                            server_type: string | null;
                            location: string | null;
                            capacity: number;
                            tenants: number;
                            /** @description Seats held by unfinished jobs. */
                            reservations: number;
                            free_seats: number;
                            /** @description Null where the node has not reported yet. */
                            metrics: {
                                cpu_pct: number | null;
                                memory_pct: number | null;
                                disk_pct: number | null;
                                /** @description Over a threshold, and not yet well below it again: it takes no tenants meanwhile. */
                                closed: boolean;
                                updated_at: number;
                                /** @description Seconds since it arrived. */
                                age_s: number;
                            } | null;
                            /** @description No successful metrics for more than five minutes. Computed now, stored nowhere. */
                            stale: boolean;
                            /** @description Null while the node is only decided. */
                            registered_at: number | null;
                            created_at: number;
                            updated_at: number;
                            /** @description As known_hosts has it, without the host. */
                            ssh_host_key: string | null;
                            token_version: number;
                            /** @description Who lives there: the first 1,000 by tenant id. */
                            seats: {
                                tenant_id: string;
                                subdomain_slug: string | null;
                                /** @enum {string} */
                                kind: "reservation" | "tenant";
                                job_id: string;
                                since: number;
                            }[];
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/internal/host-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes the SSH host key that a node reports when it boots
         * @description The first one counts. Another one later is refused, unless an operator sends it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        node_id: string;
                        ssh_host_key: string;
                    };
                };
            };
            responses: {
                /** @description It is kept, or was already. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            node_id: string;
                            ssh_host_key: string;
                            /** @description False where it was known already. */
                            changed: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/nodes/{node_id}/host-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets the SSH host key of a node
         * @description The same as POST /internal/host-keys, where nodes send theirs, for those who know the node by its path.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    node_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ssh_host_key: string;
                    };
                };
            };
            responses: {
                /** @description It is kept, or was already. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            node_id: string;
                            ssh_host_key: string;
                            /** @description False where it was known already. */
                            changed: boolean;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/dispatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether jobs are sent to GitHub now, how many are to be, and how many are under way or have failed */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description How it stands. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            paused: boolean;
                            reason: string | null;
                            changed_by: string | null;
                            changed_at: number | null;
                            limited_until: number | null;
                            /** @description Attempts on the list of what is to be sent. */
                            queued: number;
                            dead: number;
                            oldest_due_at: number | null;
                            /** @description What an operator is to see at a glance. */
                            jobs: {
                                /** @description Jobs that are queued, waiting, dispatching, dispatched or running. */
                                active: number;
                                /** @description Jobs that failed in the last 24 hours and were not retried since. */
                                failed_24h: number;
                            };
                        };
                    };
                };
            };
        };
        /** Pauses or resumes sending jobs to GitHub */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        paused: boolean;
                        /** @description Shown in the console. Needed to pause. */
                        reason?: string;
                    };
                };
            };
            responses: {
                /** @description How it stands now. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            paused: boolean;
                            reason: string | null;
                            changed_by: string | null;
                            changed_at: number | null;
                            limited_until: number | null;
                            /** @description Attempts on the list of what is to be sent. */
                            queued: number;
                            dead: number;
                            oldest_due_at: number | null;
                            /** @description What an operator is to see at a glance. */
                            jobs: {
                                /** @description Jobs that are queued, waiting, dispatching, dispatched or running. */
                                active: number;
                                /** @description Jobs that failed in the last 24 hours and were not retried since. */
                                failed_24h: number;
                            };
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/provision-jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Jobs, newest or failures first */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    /** @description One or several, separated by commas. */
                    status?: string | string[];
                    kind?: "provision" | "return" | "library_provision" | "library_return" | "retire_node";
                    region?: "sg" | "us" | "eu";
                    tenant_id?: string;
                    stack?: string;
                    created_after?: number | null;
                    created_before?: number | null;
                    /** @description `failures_first`: all failed jobs, then the others; within both the newest first. */
                    order?: "newest" | "failures_first";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                job_id: string;
                                /** @enum {string} */
                                kind: "provision" | "return" | "library_provision" | "library_return" | "retire_node";
                                /** @enum {string} */
                                status: "queued" | "waiting" | "dispatching" | "dispatched" | "running" | "completed" | "failed" | "cancelled";
                                tenant_id: string | null;
                                node_id: string | null;
                                provisioning_id: string | null;
                                trace_id: string;
                                /** @enum {string} */
                                region: "sg" | "us" | "eu";
                                /** @enum {string} */
                                infra_mode: "create_new_server" | "use_existing";
                                /** @enum {number|null} */
                                dedicated: 1 | null;
                                target_server_id: string | null;
                                /** @description The stack that the run works on; null for a run that needs none. */
                                stack: string | null;
                                /**
                                 * @description What a waiting job waits for.
                                 * @enum {string|null}
                                 */
                                waits_for: "node" | "stack" | null;
                                waits_for_node: string | null;
                                attempt: number;
                                failed_stage: string | null;
                                error_code: string | null;
                                error_message: string | null;
                                created_by: string;
                                created_at: number;
                                updated_at: number;
                                ended_at: number | null;
                                seat_until: number | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/provision-jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A job with its attempts, its seat and what it waits for */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    job_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The job. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            job_id: string;
                            /** @enum {string} */
                            kind: "provision" | "return" | "library_provision" | "library_return" | "retire_node";
                            /** @enum {string} */
                            status: "queued" | "waiting" | "dispatching" | "dispatched" | "running" | "completed" | "failed" | "cancelled";
                            tenant_id: string | null;
                            node_id: string | null;
                            provisioning_id: string | null;
                            trace_id: string;
                            /** @enum {string} */
                            region: "sg" | "us" | "eu";
                            /** @enum {string} */
                            infra_mode: "create_new_server" | "use_existing";
                            /** @enum {number|null} */
                            dedicated: 1 | null;
                            target_server_id: string | null;
                            /** @description The stack that the run works on; null for a run that needs none. */
                            stack: string | null;
                            /**
                             * @description What a waiting job waits for.
                             * @enum {string|null}
                             */
                            waits_for: "node" | "stack" | null;
                            waits_for_node: string | null;
                            attempt: number;
                            failed_stage: string | null;
                            error_code: string | null;
                            error_message: string | null;
                            created_by: string;
                            created_at: number;
                            updated_at: number;
                            ended_at: number | null;
                            seat_until: number | null;
                            attempts: {
                                attempt: number;
                                /** @enum {string} */
                                status: "queued" | "waiting" | "dispatching" | "dispatched" | "running" | "completed" | "failed" | "cancelled";
                                run_id: number | null;
                                run_url: string | null;
                                created_at: number;
                                dispatched_at: number | null;
                                claimed_at: number | null;
                                heard_at: number | null;
                                ended_at: number | null;
                                failed_stage: string | null;
                                error_code: string | null;
                                error_message: string | null;
                            }[];
                            /** @description The place that the job holds for its tenant. */
                            seat: {
                                node_id: string;
                                /** @enum {string} */
                                kind: "reservation" | "tenant";
                                since: number;
                            } | null;
                            dispatch: {
                                due_at: number;
                                tries: number;
                                sent_at: number | null;
                                last_error: string | null;
                                dead: boolean;
                            } | null;
                            stack_lease: {
                                stack: string;
                                fence: number;
                                job_id: string | null;
                                expires_at: number | null;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/provision-jobs/{job_id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the run of a job its token and its work
         * @description The run proves itself with its OIDC token, in the body or as the Bearer token. Or an operator claims.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    job_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The run's `attempt` input. Absent: the job's latest. */
                        attempt?: number;
                        /** @description The OIDC token of the workflow run; it may also be sent as the Bearer token. */
                        oidc_token?: string;
                        /** @description With the operator key instead of an OIDC token: GITHUB_RUN_ID, so that the run can be followed. */
                        run_id?: number;
                        /** @description Also of an attempt that has ended: its own run gets a token for the rest of its story, and an answer without work. */
                        after_end?: boolean;
                    };
                };
            };
            responses: {
                /** @description What the run needs. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            job_id: string;
                            attempt: number;
                            /** @enum {string} */
                            kind: "provision" | "return" | "library_provision" | "library_return" | "retire_node";
                            token: string;
                            token_expires_at: number;
                            inputs: {
                                job_id: string;
                                tenant_id: string | "";
                                /** @enum {string} */
                                region: "sg" | "us" | "eu";
                                /** @enum {string} */
                                create_new_server: "true" | "false";
                                target_server_id: string | "";
                                subdomain_slug: string;
                                canonical_hostname: string;
                                /** @enum {string} */
                                dedicated?: "true" | "false";
                                trace_id?: string;
                                attempt?: string;
                            };
                            stack_lease: {
                                stack: string;
                                fence: number;
                                expires_at: number;
                            } | null;
                            nodes: {
                                node_id: string;
                                /** @enum {string} */
                                role: "shared" | "app" | "db" | "redis";
                                token: string;
                            }[];
                            remove_nodes: {
                                node_id: string;
                                /** @enum {string} */
                                role: "shared" | "app" | "db" | "redis";
                                hetzner_server_id: number | null;
                            }[];
                            dns: {
                                zone_id: string;
                                record_id: string;
                                content: string;
                            } | null;
                            offers: {
                                /** @enum {string} */
                                role: "shared" | "app" | "db" | "redis";
                                server_type: string;
                                location: string;
                            }[];
                            library: {
                                template: string;
                                template_version: string;
                                name: string;
                                image: string;
                                servers: {
                                    key: string;
                                    name: string;
                                    ports: {
                                        /** @enum {string} */
                                        protocol: "tcp" | "udp";
                                        port: number;
                                        from: string;
                                    }[];
                                    volume_gb: number | null;
                                    cloud_init: string;
                                }[];
                                offers: {
                                    server_type: string;
                                    location: string;
                                }[];
                                network: {
                                    id: number;
                                    subnet: string;
                                    network_zone: string;
                                };
                                ssh_keys: number[];
                                values: {
                                    [key: string]: string;
                                };
                                secrets: {
                                    [key: string]: string;
                                };
                                resources: {
                                    /** @enum {string} */
                                    kind: "server" | "volume" | "firewall" | "primary_ip";
                                    id: string;
                                    name: string;
                                    server_type: string | null;
                                    size_gb: number | null;
                                    location: string | null;
                                    ipv4: string | null;
                                    ipv6: string | null;
                                    private_ip: string | null;
                                    hourly_cost: number | null;
                                }[];
                            } | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/provision-jobs/{job_id}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes what a run reports: that it goes on, or how it ended
         * @description The same report again is answered the same way.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    job_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description `progress` is the heartbeat: it keeps the job from being taken for silent and the lease alive.
                         * @enum {string}
                         */
                        status: "progress" | "completed" | "failed" | "cancelled";
                        /** @description For callers without an attempt token. */
                        attempt?: number;
                        /** @description The stack work is over: the next job may have the stack. */
                        lease_released?: boolean;
                        /** @description The record as it now is; null: it was deleted. */
                        dns?: {
                            zone_id: string;
                            record_id: string;
                            content: string;
                        } | null;
                        /** @description Of a library job: what its stack has now. */
                        library?: {
                            /** @description All that is there; empty where nothing is. */
                            resources: {
                                /** @enum {string} */
                                kind: "server" | "volume" | "firewall" | "primary_ip";
                                id: string;
                                name: string;
                                server_type: string | null;
                                size_gb: number | null;
                                location: string | null;
                                ipv4: string | null;
                                ipv6: string | null;
                                private_ip: string | null;
                                hourly_cost: number | null;
                            }[];
                            hourly_cost: number | null;
                            monthly_cost: number | null;
                        };
                        failed_stage?: string;
                        error?: {
                            code: string;
                            message: string;
                        };
                    };
                };
            };
            responses: {
                /** @description It was taken. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            job_id: string;
                            attempt: number;
                            /** @enum {string} */
                            status: "queued" | "waiting" | "dispatching" | "dispatched" | "running" | "completed" | "failed" | "cancelled";
                            lease_expires_at: number | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/provision-jobs/{job_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins the next attempt of a failed or cancelled job */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    job_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is on its way. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            job_id: string;
                            attempt: number;
                            /** @enum {string} */
                            status: "queued" | "waiting" | "dispatching" | "dispatched" | "running" | "completed" | "failed" | "cancelled";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/provision-jobs/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancels a job
         * @description A job whose run is known ends when GitHub has ended the run; its status says so later.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    job_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is cancelled. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            job_id: string;
                            attempt: number;
                            /** @enum {string} */
                            status: "queued" | "waiting" | "dispatching" | "dispatched" | "running" | "completed" | "failed" | "cancelled";
                        };
                    };
                };
                /** @description Its run was asked to end. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            job_id: string;
                            attempt: number;
                            /** @enum {string} */
                            status: "queued" | "waiting" | "dispatching" | "dispatched" | "running" | "completed" | "failed" | "cancelled";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/allocation-decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was decided for a tenant or a job, newest first, or one decision */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    tenant_id?: string;
                    job_id?: string;
                    decision_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                placement: {
                                    /** @enum {string} */
                                    region: "sg" | "us" | "eu";
                                    create_new_server: boolean;
                                    dedicated: boolean;
                                    /** @description The node that takes the tenant; null where servers are made. */
                                    target_server_id: string | null;
                                };
                                /** @description The 20 best, best first, then the 20 nearest misses. */
                                candidates: {
                                    node_id: string;
                                    eligible: boolean;
                                    reasons: {
                                        /** @enum {string} */
                                        code: "cooling_down" | "cordoned" | "draining" | "failed" | "retired" | "metrics_missing" | "metrics_stale" | "memory_over" | "cpu_over" | "disk_over" | "seats_full";
                                        /** @description What the node has, where the reason is a number. */
                                        actual?: number;
                                        /** @description What it has to stay below. */
                                        limit?: number;
                                    }[];
                                    /** @description The highest comes first. */
                                    score: number;
                                    memory_pct: number | null;
                                    cpu_pct: number | null;
                                    disk_pct: number | null;
                                    tenants: number;
                                    reservations: number;
                                    capacity: number;
                                    metrics_age_s: number | null;
                                }[];
                                cluster: {
                                    /** @enum {string} */
                                    region: "sg" | "us" | "eu";
                                    nodes: number;
                                    eligible: number;
                                    tenants: number;
                                    reservations: number;
                                    capacity: number;
                                    /** @description How many nodes have each reason; one that no node has is left out. */
                                    reasons: {
                                        cooling_down?: number;
                                        cordoned?: number;
                                        draining?: number;
                                        failed?: number;
                                        retired?: number;
                                        metrics_missing?: number;
                                        metrics_stale?: number;
                                        memory_over?: number;
                                        cpu_over?: number;
                                        disk_over?: number;
                                        seats_full?: number;
                                    };
                                };
                                selected_node_id: string | null;
                                /** @enum {string} */
                                decision_reason: "existing_node_selected" | "no_eligible_node" | "dedicated_tier";
                                /** @enum {string} */
                                region: "sg" | "us" | "eu";
                                thresholds: {
                                    memory_pct_max: number;
                                    cpu_pct_max: number;
                                    disk_pct_max: number;
                                    max_tenants_per_node: number;
                                    metrics_max_age_s: number;
                                };
                                algorithm: string;
                                decision_id: string;
                                tenant_id: string | null;
                                job_id: string | null;
                                /**
                                 * @description What was asked for.
                                 * @enum {string}
                                 */
                                plan_tier: "free" | "basic" | "professional" | "enterprise";
                                /** @description What a new server was to be tried as, in this order. */
                                offers: {
                                    server_type: string;
                                    location: string;
                                }[];
                                /** @description SHA-256 of the full snapshot, which is kept for 30 days. A replay says whether it is still there. */
                                snapshot_digest: string | null;
                                created_at: number;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/allocation-decisions/{decision_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Takes a decision again, from what is stored of it and as of today */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    decision_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What comes of it. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            decision_id: string;
                            /** @enum {string} */
                            region: "sg" | "us" | "eu";
                            recorded: {
                                /** @enum {string} */
                                decision_reason: "existing_node_selected" | "no_eligible_node" | "dedicated_tier";
                                selected_node_id: string | null;
                                placement: {
                                    /** @enum {string} */
                                    region: "sg" | "us" | "eu";
                                    create_new_server: boolean;
                                    dedicated: boolean;
                                    /** @description The node that takes the tenant; null where servers are made. */
                                    target_server_id: string | null;
                                };
                            };
                            from_rows: {
                                agrees: boolean;
                                outcome: {
                                    /** @enum {string} */
                                    decision_reason: "existing_node_selected" | "no_eligible_node" | "dedicated_tier";
                                    selected_node_id: string | null;
                                    placement: {
                                        /** @enum {string} */
                                        region: "sg" | "us" | "eu";
                                        create_new_server: boolean;
                                        dedicated: boolean;
                                        /** @description The node that takes the tenant; null where servers are made. */
                                        target_server_id: string | null;
                                    };
                                } | null;
                                disagreements: {
                                    field: string;
                                    recorded?: unknown;
                                    replayed?: unknown;
                                }[];
                            };
                            /** @description Null where the snapshot is no longer there. */
                            from_snapshot: {
                                agrees: boolean;
                                outcome: {
                                    /** @enum {string} */
                                    decision_reason: "existing_node_selected" | "no_eligible_node" | "dedicated_tier";
                                    selected_node_id: string | null;
                                    placement: {
                                        /** @enum {string} */
                                        region: "sg" | "us" | "eu";
                                        create_new_server: boolean;
                                        dedicated: boolean;
                                        /** @description The node that takes the tenant; null where servers are made. */
                                        target_server_id: string | null;
                                    };
                                };
                                nodes: number;
                            } | null;
                            /** @description What would be decided now. */
                            today: {
                                /** @enum {string} */
                                decision_reason: "existing_node_selected" | "no_eligible_node" | "dedicated_tier";
                                selected_node_id: string | null;
                                placement: {
                                    /** @enum {string} */
                                    region: "sg" | "us" | "eu";
                                    create_new_server: boolean;
                                    dedicated: boolean;
                                    /** @description The node that takes the tenant; null where servers are made. */
                                    target_server_id: string | null;
                                };
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/placement/compute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Where a tenant would land now, and why
         * @description The decision that a sign-up would get. Writes nothing.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description `basic` where neither this nor its alias is there.
                         * @enum {string}
                         */
                        plan_tier?: "free" | "basic" | "professional" | "enterprise";
                        /**
                         * @description The alias of `plan_tier`.
                         * @enum {string}
                         */
                        tier?: "free" | "basic" | "professional" | "enterprise";
                        region?: ("sg" | "us" | "eu") | "" | null;
                        /** @description Is in the answer again, and never changes the result. */
                        tenant_id?: string | null;
                    };
                };
            };
            responses: {
                /** @description The decision. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            placement: {
                                /** @enum {string} */
                                region: "sg" | "us" | "eu";
                                create_new_server: boolean;
                                dedicated: boolean;
                                /** @description The node that takes the tenant; null where servers are made. */
                                target_server_id: string | null;
                            };
                            /** @description The 20 best, best first, then the 20 nearest misses. */
                            candidates: {
                                node_id: string;
                                eligible: boolean;
                                reasons: {
                                    /** @enum {string} */
                                    code: "cooling_down" | "cordoned" | "draining" | "failed" | "retired" | "metrics_missing" | "metrics_stale" | "memory_over" | "cpu_over" | "disk_over" | "seats_full";
                                    /** @description What the node has, where the reason is a number. */
                                    actual?: number;
                                    /** @description What it has to stay below. */
                                    limit?: number;
                                }[];
                                /** @description The highest comes first. */
                                score: number;
                                memory_pct: number | null;
                                cpu_pct: number | null;
                                disk_pct: number | null;
                                tenants: number;
                                reservations: number;
                                capacity: number;
                                metrics_age_s: number | null;
                            }[];
                            cluster: {
                                /** @enum {string} */
                                region: "sg" | "us" | "eu";
                                nodes: number;
                                eligible: number;
                                tenants: number;
                                reservations: number;
                                capacity: number;
                                /** @description How many nodes have each reason; one that no node has is left out. */
                                reasons: {
                                    cooling_down?: number;
                                    cordoned?: number;
                                    draining?: number;
                                    failed?: number;
                                    retired?: number;
                                    metrics_missing?: number;
                                    metrics_stale?: number;
                                    memory_over?: number;
                                    cpu_over?: number;
                                    disk_over?: number;
                                    seats_full?: number;
                                };
                            };
                            selected_node_id: string | null;
                            /** @enum {string} */
                            decision_reason: "existing_node_selected" | "no_eligible_node" | "dedicated_tier";
                            /** @enum {string} */
                            region: "sg" | "us" | "eu";
                            thresholds: {
                                memory_pct_max: number;
                                cpu_pct_max: number;
                                disk_pct_max: number;
                                max_tenants_per_node: number;
                                metrics_max_age_s: number;
                            };
                            algorithm: string;
                            tenant_id?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/placement-dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same in the words of older callers */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description `basic` where neither this nor its alias is there.
                         * @enum {string}
                         */
                        plan_tier?: "free" | "basic" | "professional" | "enterprise";
                        /**
                         * @description The alias of `plan_tier`.
                         * @enum {string}
                         */
                        tier?: "free" | "basic" | "professional" | "enterprise";
                        region?: ("sg" | "us" | "eu") | "" | null;
                        /** @description Is in the answer again, and never changes the result. */
                        tenant_id?: string | null;
                    };
                };
            };
            responses: {
                /** @description The decision. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            createNewServer: boolean;
                            dedicated: boolean;
                            targetServerId: string | null;
                            /** @enum {string} */
                            region: "sg" | "us" | "eu";
                            /** @enum {string} */
                            reason: "existing_node_selected" | "no_eligible_node" | "dedicated_tier";
                            thresholds: {
                                memoryPctMax: number;
                                maxTenantsPerNode: number;
                            };
                            algorithm: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/tenants/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives back what a tenant has
         * @description A dedicated tenant’s servers are destroyed. Of a shared one go workspace, record and seat.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The tenant's subdomain slug, typed by whoever wants it gone. */
                        name: string;
                    };
                };
            };
            responses: {
                /** @description The job that does it already, or has done it. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            job_id: string;
                            trace_id: string;
                            /** @enum {string} */
                            kind: "provision" | "return" | "library_provision" | "library_return" | "retire_node";
                            /** @enum {string} */
                            status: "queued" | "waiting" | "dispatching" | "dispatched" | "running" | "completed" | "failed" | "cancelled";
                            tenant_id: string | null;
                            node_id: string | null;
                            stack: string | null;
                        };
                    };
                };
                /** @description The job that does it. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            job_id: string;
                            trace_id: string;
                            /** @enum {string} */
                            kind: "provision" | "return" | "library_provision" | "library_return" | "retire_node";
                            /** @enum {string} */
                            status: "queued" | "waiting" | "dispatching" | "dispatched" | "running" | "completed" | "failed" | "cancelled";
                            tenant_id: string | null;
                            node_id: string | null;
                            stack: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/nodes/{node_id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Destroys an empty shared node */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    node_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The node's id, typed likewise. */
                        name: string;
                    };
                };
            };
            responses: {
                /** @description The job that does it already, or has done it. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            job_id: string;
                            trace_id: string;
                            /** @enum {string} */
                            kind: "provision" | "return" | "library_provision" | "library_return" | "retire_node";
                            /** @enum {string} */
                            status: "queued" | "waiting" | "dispatching" | "dispatched" | "running" | "completed" | "failed" | "cancelled";
                            tenant_id: string | null;
                            node_id: string | null;
                            stack: string | null;
                        };
                    };
                };
                /** @description The job that does it. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            job_id: string;
                            trace_id: string;
                            /** @enum {string} */
                            kind: "provision" | "return" | "library_provision" | "library_return" | "retire_node";
                            /** @enum {string} */
                            status: "queued" | "waiting" | "dispatching" | "dispatched" | "running" | "completed" | "failed" | "cancelled";
                            tenant_id: string | null;
                            node_id: string | null;
                            stack: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/tenants/{tenantId}/enqueue-provision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The operator's way in: the same as a sign-up */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key and body are answered the same. Without one a tenant has at most one job under way. */
                    "idempotency-key"?: string;
                };
                path: {
                    tenantId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        subdomain_slug: string;
                        /**
                         * @description `basic` for a new tenant; a living one keeps its own.
                         * @enum {string}
                         */
                        plan_tier?: "free" | "basic" | "professional" | "enterprise";
                        /** @description The default region's for a new tenant; a living one keeps its own. */
                        region?: ("sg" | "us" | "eu") | "" | null;
                        /** @description Whom to write to, as the sign-up has it. */
                        contact?: {
                            [key: string]: unknown;
                        };
                        /** @description What the shop knows of the purchase. */
                        checkout?: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description The tenant has its job already: the one under way that was asked for alike, or that which is done. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            job_id: string;
                            /** @description What a customer tells support. */
                            trace_id: string;
                            tenant_id: string;
                            canonical_hostname: string;
                            /** @description As it was first decided for the job. */
                            placement: {
                                /** @enum {string} */
                                region: "sg" | "us" | "eu";
                                create_new_server: boolean;
                                dedicated: boolean;
                                /** @description The node that takes the tenant; null where servers are made. */
                                target_server_id: string | null;
                            };
                            /** @enum {string} */
                            decision_reason: "existing_node_selected" | "no_eligible_node" | "dedicated_tier";
                            /** @description Shows the customer how far it is. It opens this one tenant to whoever has it, and is the same each time. */
                            launch_url: string;
                        };
                    };
                };
                /** @description A job was made for it, now or when it was sent before with this key. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            job_id: string;
                            /** @description What a customer tells support. */
                            trace_id: string;
                            tenant_id: string;
                            canonical_hostname: string;
                            /** @description As it was first decided for the job. */
                            placement: {
                                /** @enum {string} */
                                region: "sg" | "us" | "eu";
                                create_new_server: boolean;
                                dedicated: boolean;
                                /** @description The node that takes the tenant; null where servers are made. */
                                target_server_id: string | null;
                            };
                            /** @enum {string} */
                            decision_reason: "existing_node_selected" | "no_eligible_node" | "dedicated_tier";
                            /** @description Shows the customer how far it is. It opens this one tenant to whoever has it, and is the same each time. */
                            launch_url: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tenants: all of them, newest first, or those whose id, slug or host name begins so */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    /** @description The beginning of an id, slug or host name. Ids come first, then host names, each in its order. */
                    q?: string;
                    status?: "provisioning" | "active" | "returning" | "returned" | "failed";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                tenant_id: string;
                                subdomain_slug: string;
                                canonical_hostname: string;
                                /** @enum {string} */
                                plan_tier: "free" | "basic" | "professional" | "enterprise";
                                /** @enum {string} */
                                region: "sg" | "us" | "eu";
                                /** @enum {string} */
                                status: "provisioning" | "active" | "returning" | "returned" | "failed";
                                created_at: number;
                                updated_at: number;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/tenants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A tenant, its place, its record and its jobs */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The tenant. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            tenant_id: string;
                            subdomain_slug: string;
                            canonical_hostname: string;
                            /** @enum {string} */
                            plan_tier: "free" | "basic" | "professional" | "enterprise";
                            /** @enum {string} */
                            region: "sg" | "us" | "eu";
                            /** @enum {string} */
                            status: "provisioning" | "active" | "returning" | "returned" | "failed";
                            created_at: number;
                            updated_at: number;
                            contact: {
                                [key: string]: unknown;
                            };
                            checkout: {
                                [key: string]: unknown;
                            };
                            /** @description Its place; null where it has none. */
                            seat: {
                                node_id: string;
                                /** @enum {string} */
                                kind: "reservation" | "tenant";
                                job_id: string;
                                since: number;
                                /** @enum {string} */
                                node_status: "provisioning" | "ready" | "cordoned" | "draining" | "retired" | "failed";
                                host_ipv4: string | null;
                                host_ipv6: string | null;
                            } | null;
                            /** @description The record that points at its host. */
                            dns: {
                                zone_id: string;
                                record_id: string;
                                content: string;
                            } | null;
                            /** @description The newest 50, newest first. */
                            jobs: {
                                job_id: string;
                                /** @enum {string} */
                                kind: "provision" | "return" | "library_provision" | "library_return" | "retire_node";
                                /** @enum {string} */
                                status: "queued" | "waiting" | "dispatching" | "dispatched" | "running" | "completed" | "failed" | "cancelled";
                                tenant_id: string | null;
                                node_id: string | null;
                                provisioning_id: string | null;
                                trace_id: string;
                                /** @enum {string} */
                                region: "sg" | "us" | "eu";
                                /** @enum {string} */
                                infra_mode: "create_new_server" | "use_existing";
                                /** @enum {number|null} */
                                dedicated: 1 | null;
                                target_server_id: string | null;
                                /** @description The stack that the run works on; null for a run that needs none. */
                                stack: string | null;
                                /**
                                 * @description What a waiting job waits for.
                                 * @enum {string|null}
                                 */
                                waits_for: "node" | "stack" | null;
                                waits_for_node: string | null;
                                attempt: number;
                                failed_stage: string | null;
                                error_code: string | null;
                                error_message: string | null;
                                created_by: string;
                                created_at: number;
                                updated_at: number;
                                ended_at: number | null;
                                seat_until: number | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/tenants/{id}/launch-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a link to a tenant's Launch view */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The link. Whoever has it sees this tenant. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            tenant_id: string;
                            launch_url: string;
                            expires_at: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/library/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The templates that there are */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description In the order of their ids. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                id: string;
                                name: {
                                    en: string;
                                    ko: string;
                                };
                                summary: {
                                    en: string;
                                    ko: string;
                                };
                                version: string;
                                /** @enum {string} */
                                category: "platform" | "database" | "development" | "collaboration" | "monitoring" | "other";
                                /** @default [] */
                                keywords: string[];
                                /** @description An SVG, as text. */
                                icon: string;
                                servers: number;
                                /** @description Of the cheapest size that fits, in its cheapest location. */
                                from_price: {
                                    hourly: number | null;
                                    monthly: number | null;
                                };
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/library/templates/{template}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One template, with whether what it needs is there */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    template: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            manifest: {
                                id: string;
                                name: {
                                    en: string;
                                    ko: string;
                                };
                                summary: {
                                    en: string;
                                    ko: string;
                                };
                                version: string;
                                /** @enum {string} */
                                category: "platform" | "database" | "development" | "collaboration" | "monitoring" | "other";
                                /** @default [] */
                                keywords: string[];
                                overview: {
                                    en: string;
                                    ko: string;
                                };
                                features: {
                                    en: string;
                                    ko: string;
                                }[];
                                /** @default [] */
                                prerequisites: {
                                    /** @enum {string} */
                                    kind: "network" | "subnet" | "ssh_key";
                                    text: {
                                        en: string;
                                        ko: string;
                                    };
                                }[];
                                servers: {
                                    key: string;
                                    purpose: {
                                        en: string;
                                        ko: string;
                                    };
                                    /** @default [] */
                                    ports: {
                                        /** @enum {string} */
                                        protocol: "tcp" | "udp";
                                        port: number;
                                        from: string;
                                        purpose: {
                                            en: string;
                                            ko: string;
                                        };
                                    }[];
                                    volume_gb?: number;
                                    needs: {
                                        cores: number;
                                        memory_gb: number;
                                        disk_gb: number;
                                    };
                                }[];
                                fields: ({
                                    /** @enum {string} */
                                    type: "name" | "server_prefix" | "network" | "subnet" | "ssh_key" | "size" | "location";
                                    help?: {
                                        en: string;
                                        ko: string;
                                    };
                                } | {
                                    /** @enum {string} */
                                    type: "text";
                                    name: string;
                                    label: {
                                        en: string;
                                        ko: string;
                                    };
                                    help?: {
                                        en: string;
                                        ko: string;
                                    };
                                    pattern: string;
                                    rule: {
                                        en: string;
                                        ko: string;
                                    };
                                    max_length: number;
                                    default?: string;
                                } | {
                                    /** @enum {string} */
                                    type: "choice";
                                    name: string;
                                    label: {
                                        en: string;
                                        ko: string;
                                    };
                                    help?: {
                                        en: string;
                                        ko: string;
                                    };
                                    options: {
                                        value: string;
                                        label: {
                                            en: string;
                                            ko: string;
                                        };
                                    }[];
                                    default: string;
                                })[];
                                /** @default [] */
                                secrets: {
                                    name: string;
                                    label: {
                                        en: string;
                                        ko: string;
                                    };
                                    length: number;
                                }[];
                                /** @default [] */
                                outputs: {
                                    name: string;
                                    label: {
                                        en: string;
                                        ko: string;
                                    };
                                    value: string;
                                }[];
                                licences: {
                                    component: string;
                                    version: string;
                                    spdx: string;
                                    /** Format: uri */
                                    url: string;
                                }[];
                                install_minutes: number;
                                image: string;
                            };
                            icon: string;
                            prerequisites: {
                                /** @enum {string} */
                                kind: "network" | "subnet" | "ssh_key";
                                text: {
                                    en: string;
                                    ko: string;
                                };
                                /** @description Null while no inventory has been reported. */
                                present: boolean | null;
                                count: number;
                            }[];
                            from_price: {
                                hourly: number | null;
                                monthly: number | null;
                            };
                            inventory_seen_at: number | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/library/templates/{template}/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What can be chosen for it now, with prices, by the last inventory */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    template: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The choices. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            inventory_seen_at: number | null;
                            networks: {
                                id: number;
                                name: string;
                                ip_range: string;
                                servers: number;
                                subnets: {
                                    ip_range: string;
                                    network_zone: string;
                                }[];
                                /** @description Those whose Hetzner project has it: it serves in their locations only. See a location's region. */
                                regions: ("sg" | "us" | "eu")[];
                            }[];
                            ssh_keys: {
                                id: number;
                                name: string;
                                fingerprint: string;
                                /** @description Those whose Hetzner project has it: it serves in their locations only. See a location's region. */
                                regions: ("sg" | "us" | "eu")[];
                            }[];
                            locations: {
                                name: string;
                                city: string | null;
                                country: string | null;
                                network_zone: string;
                                /**
                                 * @description Ours: it decides in which Hetzner project the servers stand.
                                 * @enum {string}
                                 */
                                region: "sg" | "us" | "eu";
                            }[];
                            sizes: {
                                server_type: string;
                                cores: number;
                                memory_gb: number;
                                disk_gb: number;
                                architecture: string | null;
                                offers: {
                                    location: string;
                                    price: {
                                        hourly: number | null;
                                        monthly: number | null;
                                    };
                                    /** @description False: Hetzner said lately that it has no room. */
                                    available: boolean;
                                }[];
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/library/templates/{template}/preflight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a run with these inputs would make and cost, and what is wrong with them; writes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    template: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        server_prefix: string;
                        network_id: number | null;
                        subnet: string;
                        ssh_key_id: number | null;
                        server_type: string;
                        location: string;
                        /** @default {} */
                        values?: {
                            [key: string]: string;
                        };
                    };
                };
            };
            responses: {
                /** @description The same checks as when it is run. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Empty: it may be run. */
                            faults: {
                                field: string;
                                /** @description One of InputFault. */
                                fault: string;
                                detail?: string;
                            }[];
                            resources: {
                                /** @enum {string} */
                                kind: "server" | "volume" | "firewall" | "primary_ip" | "network_attachment";
                                name: string;
                                /** @description Its type, size or range, such as `cx23` or `20 GB`. */
                                about: string;
                                price: {
                                    hourly: number | null;
                                    monthly: number | null;
                                };
                            }[];
                            price: {
                                hourly: number | null;
                                monthly: number | null;
                            };
                            offers: {
                                server_type: string;
                                location: string;
                                available: boolean;
                            }[];
                            limits: {
                                /** @enum {string} */
                                what: "servers_of_network" | "user_data_bytes";
                                used: number;
                                more: number;
                                most: number;
                            }[];
                            inventory_seen_at: number | null;
                            /** @description The cloud was last looked at more than 3 hours ago, or never: what is said here may not be so any more. */
                            inventory_is_old: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/library/provisionings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is on the list, newest first */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    status?: "provisioning" | "provisioned" | "provision_failed" | "returning" | "returned" | "return_failed";
                    template?: string;
                    /** @description Part of a name. */
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                provisioning_id: string;
                                name: string;
                                template: string;
                                template_name: {
                                    en: string;
                                    ko: string;
                                };
                                template_version: string;
                                /** @enum {string} */
                                status: "provisioning" | "provisioned" | "provision_failed" | "returning" | "returned" | "return_failed";
                                /** @enum {string} */
                                region: "sg" | "us" | "eu";
                                /** @description Where it stands, or is to stand. */
                                location: string;
                                server_type: string;
                                /** @description The job under way, or the last one. */
                                job_id: string;
                                trace_id: string;
                                /** @description Of all that it has. */
                                price: {
                                    hourly: number | null;
                                    monthly: number | null;
                                };
                                /** @description By the hours begun since the claim of the run that made it, at most the monthly price a month. */
                                cost_so_far: number | null;
                                created_by: string;
                                /** @description When it was asked for. */
                                created_at: number;
                                /** @description When the last execution or return ended; null while one goes on. */
                                ended_at: number | null;
                                error_code: string | null;
                                error_message: string | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Provisions a template */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The same key and body of the same caller are answered the same provisioning, in its status of now. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        template: string;
                        inputs: {
                            name: string;
                            server_prefix: string;
                            network_id: number | null;
                            subnet: string;
                            ssh_key_id: number | null;
                            server_type: string;
                            location: string;
                            /** @default {} */
                            values?: {
                                [key: string]: string;
                            };
                        };
                    };
                };
            };
            responses: {
                /** @description It was begun, now or when it was sent before with this key. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            provisioning_id: string;
                            /** @enum {string} */
                            status: "provisioning" | "provisioned" | "provision_failed" | "returning" | "returned" | "return_failed";
                            job_id: string;
                            trace_id: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/library/provisionings/{provisioning_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One provisioning as it is now */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    provisioning_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            provisioning_id: string;
                            name: string;
                            template: string;
                            template_name: {
                                en: string;
                                ko: string;
                            };
                            template_version: string;
                            /** @enum {string} */
                            status: "provisioning" | "provisioned" | "provision_failed" | "returning" | "returned" | "return_failed";
                            /** @enum {string} */
                            region: "sg" | "us" | "eu";
                            /** @description Where it stands, or is to stand. */
                            location: string;
                            server_type: string;
                            /** @description The job under way, or the last one. */
                            job_id: string;
                            trace_id: string;
                            /** @description Of all that it has. */
                            price: {
                                hourly: number | null;
                                monthly: number | null;
                            };
                            /** @description By the hours begun since the claim of the run that made it, at most the monthly price a month. */
                            cost_so_far: number | null;
                            created_by: string;
                            /** @description When it was asked for. */
                            created_at: number;
                            /** @description When the last execution or return ended; null while one goes on. */
                            ended_at: number | null;
                            error_code: string | null;
                            error_message: string | null;
                            stack: string;
                            inputs: {
                                name: string;
                                server_prefix: string;
                                network_id: number | null;
                                subnet: string;
                                ssh_key_id: number | null;
                                server_type: string;
                                location: string;
                                /** @default {} */
                                values: {
                                    [key: string]: string;
                                };
                            };
                            attempt: number;
                            may: {
                                retry: boolean;
                                return: boolean;
                                delete: boolean;
                            };
                            install_minutes: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Takes a provisioning off the list, once it is returned or its return has failed */
        delete: {
            parameters: {
                query: {
                    name: string;
                };
                header?: never;
                path: {
                    provisioning_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is off the list. The history keeps what has happened. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/library/provisionings/{provisioning_id}/installation-info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How to get in, and what it has */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    provisioning_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Secrets by name only. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            outputs: {
                                name: string;
                                label: {
                                    en: string;
                                    ko: string;
                                };
                                value: string;
                            }[];
                            secrets: {
                                name: string;
                                label: {
                                    en: string;
                                    ko: string;
                                };
                            }[];
                            /** @description What it has, as a run told last. After an execution that failed or was cancelled: all that may be there, also what a later inventory has seen and no run told of. */
                            resources: {
                                /** @enum {string} */
                                kind: "server" | "volume" | "firewall" | "primary_ip";
                                id: string;
                                name: string;
                                server_type: string | null;
                                size_gb: number | null;
                                location: string | null;
                                ipv4: string | null;
                                ipv6: string | null;
                                private_ip: string | null;
                                hourly_cost: number | null;
                            }[];
                            /** @description When a run last told what there is, or after a failed run an inventory last saw it, whichever was later; null where neither was. What has happened since, as in a run that was cancelled, is not in it. */
                            resources_as_of: number | null;
                            /** @description After a failed return: what is still there, as far as is known, to be deleted by hand. */
                            left_behind: {
                                /** @enum {string} */
                                kind: "server" | "volume" | "firewall" | "primary_ip";
                                id: string;
                                name: string;
                                server_type: string | null;
                                size_gb: number | null;
                                location: string | null;
                                ipv4: string | null;
                                ipv6: string | null;
                                private_ip: string | null;
                                hourly_cost: number | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/library/provisionings/{provisioning_id}/secrets/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows one secret; each look is written down */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    provisioning_id: string;
                    name: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            value: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/library/provisionings/{provisioning_id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives everything back that it has */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    provisioning_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                    };
                };
            };
            responses: {
                /** @description It is under way already, or done. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            provisioning_id: string;
                            /** @enum {string} */
                            status: "provisioning" | "provisioned" | "provision_failed" | "returning" | "returned" | "return_failed";
                            job_id: string;
                            trace_id: string;
                        };
                    };
                };
                /** @description It has begun. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            provisioning_id: string;
                            /** @enum {string} */
                            status: "provisioning" | "provisioned" | "provision_failed" | "returning" | "returned" | "return_failed";
                            job_id: string;
                            trace_id: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/library/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What has happened, newest first */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    kind?: "provisioning_executed" | "provisioning_failed" | "provisioning_completed" | "return_executed" | "return_failed" | "return_completed" | "status_deleted";
                    template?: string;
                    provisioning_id?: string;
                    by?: string;
                    /** @description Part of a provisioning's name. */
                    q?: string;
                    after?: number | null;
                    before?: number | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                event_id: number;
                                /** @enum {string} */
                                kind: "provisioning_executed" | "provisioning_failed" | "provisioning_completed" | "return_executed" | "return_failed" | "return_completed" | "status_deleted";
                                at: number;
                                provisioning_id: string;
                                name: string;
                                template: string;
                                template_name: {
                                    en: string;
                                    ko: string;
                                };
                                /** @description Who asked for it, or cancelled it: the operator key by its name. */
                                by: string;
                                job_id: string;
                                attempt: number;
                                /** @description Until then the log, if there is one, is shown; then it is answered `log_gone`, and removed within two days. */
                                log_kept_until: number;
                                /**
                                 * @description `none`: no run has begun that could have written one, or what has happened is no run.
                                 * @enum {string}
                                 */
                                log: "kept" | "gone" | "none";
                                error_code: string | null;
                                error_message: string | null;
                            }[];
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/library/history/{event_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The log of the run that an event is of; it is kept for 15 days */
        get: {
            parameters: {
                query?: {
                    /** @description 1: as a file. */
                    download?: "0" | "1";
                };
                header?: never;
                path: {
                    event_id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The text */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/whoami": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who the credential is taken for */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description As the audit names it. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            actor: string;
                            may_manage_keys: boolean;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/operator-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys of operators by name, newest first; those revoked too */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Without the keys themselves. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                key_id: string;
                                name: string;
                                created_at: number;
                                /** @description To the hour. */
                                last_used_at: number | null;
                                revoked_at: number | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Makes a key for one operator; only INTERNAL_API_KEY may */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                    };
                };
            };
            responses: {
                /** @description With the key, this once. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            key_id: string;
                            name: string;
                            created_at: number;
                            /** @description To the hour. */
                            last_used_at: number | null;
                            revoked_at: number | null;
                            /** @description Answered here and nowhere else: only its hash is kept. */
                            key: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/internal/operator-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a key, at once; only INTERNAL_API_KEY may */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    key_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It opens nothing any more. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
