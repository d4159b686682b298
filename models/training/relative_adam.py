"""Adam whose steps are shares of what they change.

Folding batch-norm leaves weights that differ a hundredfold from channel to channel; a step of one length for all of them drowns the small ones and never moves the large.
"""

import torch


class RelativeAdam(torch.optim.Optimizer):
    """One step moves each output channel's weights by at most `lr` of their own length, and a bias by `lr` of the root mean square of its layer's."""

    def __init__(self, parameters, lr: float, betas: tuple[float, float] = (0.9, 0.98)):
        super().__init__(parameters, {"lr": lr, "betas": betas})

    @torch.no_grad()
    def step(self, closure=None) -> None:
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                state = self.state[parameter]
                if not state:
                    state["count"] = 0
                    state["mean"] = torch.zeros_like(parameter)
                    state["square"] = torch.zeros_like(parameter)
                state["count"] += 1
                state["mean"].lerp_(parameter.grad, 1 - beta1)
                state["square"].lerp_(parameter.grad.square(), 1 - beta2)
                direction = state["mean"] / (1 - beta1 ** state["count"])
                direction /= (state["square"] / (1 - beta2 ** state["count"])).sqrt() + 1e-20
                if parameter.dim() > 1:
                    rows = parameter.view(len(parameter), -1)
                    length = rows.square().mean(dim=1).sqrt().view(-1, *[1] * (parameter.dim() - 1))
                else:
                    length = parameter.square().mean().sqrt()
                parameter.sub_(direction * length * group["lr"])
